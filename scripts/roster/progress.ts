/** Tells on stderr how far a long step is. */
export interface Progress {
  /** @param total leave it out where the end is not known */
  update: (done: number, total?: number) => void;
  done: () => void;
}

const width = 28;
const interval = 100;
/** Where nobody looks on, only steps of so many milliseconds are worth a line, and then one from time to time. */
const firstLine = 5_000;
const nextLine = 15_000;

const counted = (done: number, total: number | undefined): string =>
  `${done.toLocaleString('en')}${total === undefined ? '' : ` of ${total.toLocaleString('en')}`}`;

/** A bar that is drawn over itself, and gone when the step is done. */
function drawnBar(step: string): Progress {
  const draw = (text: string): void => {
    process.stderr.write(`\r\x1b[K${text}`);
  };
  let last = performance.now();
  draw(`${step} …`);
  return {
    update(done, total) {
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      const share = total === undefined ? null : Math.min(1, done / Math.max(1, total));
      const bar = share === null ? '' : `[${'█'.repeat(Math.round(share * width)).padEnd(width, '·')}] `;
      draw(`${step} ${bar}${counted(done, total)}`);
    },
    done() {
      draw('');
    },
  };
}

/** Lines for a log: none for a short step. */
function plainLines(step: string): Progress {
  const begun = performance.now();
  let next = begun + firstLine;
  let written = false;
  return {
    update(done, total) {
      const now = performance.now();
      if (now < next) return;
      next = now + nextLine;
      written = true;
      process.stderr.write(`${step}: ${counted(done, total)}\n`);
    },
    done() {
      if (written) process.stderr.write(`${step}: ${Math.round((performance.now() - begun) / 1000)} s\n`);
    },
  };
}

/** A bar for whoever sits at a terminal; else a line of text from time to time. */
export function progressBar(step: string): Progress {
  return process.stderr.isTTY ? drawnBar(step) : plainLines(step);
}
