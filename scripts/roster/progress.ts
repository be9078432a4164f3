/** Shows how far a long step is, on stderr, and only to a person: nothing is drawn where stderr is no terminal. */
export interface Progress {
  /** @param total leave it out where the end is not known */
  update: (done: number, total?: number) => void;
  done: () => void;
}

const width = 28;
const interval = 100;

export function progressBar(step: string): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, done: () => {} };
  let last = 0;
  let drawn = false;
  return {
    update(done, total) {
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      drawn = true;
      const share = total === undefined ? null : Math.min(1, done / Math.max(1, total));
      const bar = share === null ? '' : `[${'█'.repeat(Math.round(share * width)).padEnd(width, '·')}] `;
      process.stderr.write(`\r\x1b[K${step} ${bar}${done.toLocaleString('en')}`);
    },
    done() {
      if (drawn) process.stderr.write('\r\x1b[K');
    },
  };
}
