const begun = performance.now();

/** Says on standard error what is being done, since the start: `2:05 MiniSearch: its index`. */
export function progress(text: string): void {
  const seconds = Math.floor((performance.now() - begun) / 1000);
  process.stderr.write(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} ${text}\n`);
}
