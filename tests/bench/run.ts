import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run bench`: every table, one after the other. Each is a program of its own that prints figures and ratios side
 * by side; `bench:names`, `bench:attack` and `bench:lighthouse` run one alone, at any size.
 */
const tables: readonly { title: string; file: string; args: readonly string[] }[] = [
  { title: 'Names: recall and false hope beside other libraries', file: 'names.ts', args: [] },
  { title: 'Roster: bytes beside entropy', file: 'encoding.ts', args: [] },
  {
    title: 'Disclosure: rows below k in truth, by group of names',
    file: 'disclosure.ts',
    args: ['--men', '1000'],
  },
  {
    title: 'Attack: what an adversary gets right',
    file: 'attack.ts',
    args: ['--men', '500000', '--rounds', '5'],
  },
  {
    title: 'Publishing: what the publisher waits for, and a month later',
    file: 'publishing.ts',
    args: ['--records', '100000'],
  },
  { title: 'Sealing: of that, what sealed records cost', file: 'sealing.ts', args: [] },
  {
    title: 'Family codes: what a family waits for, on the site in dist',
    file: 'openings.ts',
    args: ['--openings', '10'],
  },
];

let failed = 0;
for (const { title, file, args } of tables) {
  process.stdout.write(`\n## ${title}\n   node tests/bench/${file} ${args.join(' ')}\n\n`);
  const result = spawnSync(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: 'inherit',
  });
  if (result.status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
