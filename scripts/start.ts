import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { portOf, serveNear } from './site/serve.ts';
import { runCommand } from './usage.ts';

/**
 * `npm start`: the main job on the demonstration register, from the register to a site in the browser. It works on
 * copies in a temporary folder and changes no file of the project.
 */

const root = resolve(import.meta.dirname, '..');
const demonstration = join(root, 'tests/fixtures/demo');
const register = join(root, 'tests/fixtures/registers/demo.csv');

const usage = `Usage: npm start [-- --port N] [-- --once]

Publishes the demonstration register, builds the site from it and serves it on this machine.

  --port N   the port to serve on (4173; another one when it is taken)
  --once     stop when the site is built, without serving it
`;

function run(title: string, script: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}): void {
  process.stderr.write(`\n${title}\n`);
  const result = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...extra },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status === 0) return;
  if (result.error !== undefined) throw result.error;
  // Ctrl+C goes to the step as well, which has ended by now.
  if (result.signal !== null) {
    process.stderr.write('\nStopped. Nothing was left behind.\n');
    process.exit(130);
  }
  process.stderr.write(
    `\n"${title}" stopped with exit status ${result.status}; what it said stands above.\n`,
  );
  process.exit(1);
}

/** A man of the demonstration register who has a public row: what to type to see one found. */
function firstListed(): { name: string; birth: string } {
  const rows: Record<string, string>[] = parse(readFileSync(register), { columns: true });
  const man = rows.find(
    (row) => row.disclosure === '' && row.patronymic !== '' && row.birth_date?.length === 10,
  );
  if (man === undefined) throw new Error(`${register} has no listed man with a full name and birth date.`);
  return {
    name: `${man.given_name} ${man.patronymic} ${man.surname}`,
    birth: String(man.birth_date).split('-').reverse().map(Number).join('.'),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      once: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const port = portOf(values.port);

  const work = mkdtempSync(join(tmpdir(), 'vestochka-start-'));
  const remove = (): void => rmSync(work, { recursive: true, force: true });
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

  const ledger = join(work, 'ledger.jsonl');
  const release = join(work, 'release');
  const site = join(work, 'site');
  cpSync(join(demonstration, 'ledger.jsonl'), ledger);
  if (existsSync(join(demonstration, 'release')))
    cpSync(join(demonstration, 'release'), release, { recursive: true });

  run('1. Reading the demonstration register', 'scripts/roster.ts', ['check', register]);
  run('2. Publishing a release', 'scripts/roster.ts', [
    'publish',
    register,
    '--out',
    release,
    '--ledger',
    ledger,
  ]);
  run('3. Building the site', 'scripts/site/build.ts', [], { ROSTER_DIR: release, SITE_OUT: site });
  if (values.once) return;

  const host = await serveNear(site, port);
  const { name, birth } = firstListed();
  process.stdout.write(`
4. The site is at ${host.url}

   To check a name, open ${host.url}ru/check.html and type
     name:  ${name}
     born:  ${birth}
   He is synthetic, like everyone in the demonstration. Stop with Ctrl+C.
`);
}

await runCommand(usage, main);
