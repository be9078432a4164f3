import type { World } from './command.ts';

export interface Progress {
  add: (bytes: number) => void;
  done: () => void;
}

/** A bar on a terminal; nothing elsewhere, so that a log of cron stays short. */
export function startProgress(world: World, title: string, total: number): Progress {
  let have = 0;
  let shown = '';
  const draw = (): void => {
    const share = total === 0 ? 1 : Math.min(1, have / total);
    const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '·');
    const line = `${title} ${bar} ${Math.round(share * 100)} %  ${(have / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
    if (line === shown) return;
    shown = line;
    world.err(`\r${line}`);
  };
  return {
    add(bytes) {
      have += bytes;
      if (world.isTerminal) draw();
    },
    done() {
      if (world.isTerminal) world.err('\n');
    },
  };
}
