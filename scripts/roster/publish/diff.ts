/** Lines that only the old and only the new text has; for sorted files such as `entries.csv`. */
export function lineDiff(before: string, after: string): string[] {
  const old = new Map<string, number>();
  for (const line of before.split('\n')) old.set(line, (old.get(line) ?? 0) + 1);
  const added: string[] = [];
  for (const line of after.split('\n')) {
    const count = old.get(line) ?? 0;
    if (count > 0) old.set(line, count - 1);
    else added.push(`+${line}`);
  }
  const removed = [...old].flatMap(([line, count]) => Array.from({ length: count }, () => `-${line}`));
  return [...removed, ...added];
}
