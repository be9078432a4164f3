import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { filesOf } from '../site/built-site.ts';

/**
 * Builds the sources twice, in two folders of different depth, on two clocks in two time zones, and compares every
 * file. A mirror can only be proved exact if everyone who builds one commit gets the same bytes.
 *
 * Where SITE_OUT names a folder that is not there yet, the first build stays there: `.ci/run` tests it.
 */

const root = resolve(import.meta.dirname, '../..');

/** Code that makes a process believe that it is a year and some hours later. */
const laterClock = `
  const shift = 400 * 86400000 + 5 * 3600000;
  const Original = Date;
  globalThis.Date = class extends Original {
    constructor(...args) { if (args.length === 0) super(Original.now() + shift); else super(...args); }
    static now() { return Original.now() + shift; }
  };`;

interface Build {
  folder: string;
  environment: NodeJS.ProcessEnv;
}

/** A copy of the work tree less what git ignores, with the dependencies linked. */
function copySources(folder: string): void {
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0');
  for (const path of tracked) {
    if (path === '' || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

const outputOf = ({ folder }: Build): string => join(folder, 'dist');

async function build(one: Build): Promise<void> {
  const { folder, environment } = one;
  copySources(folder);
  const running = spawn(process.execPath, [join(folder, 'scripts/site/build.ts')], {
    cwd: folder,
    env: { ...process.env, ...environment, SITE_OUT: outputOf(one) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [messages, status] = await Promise.all([
    text(running.stderr),
    new Promise<number | null>((done) => running.once('close', done)),
  ]);
  if (status !== 0) throw new Error(`The build in ${folder} failed:\n${messages}`);
}

/** Files by their path, each as a digest. */
function digestsOf(folder: string): Map<string, string> {
  const digest = (path: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
  return new Map(filesOf(folder).map((path) => [path, digest(path)]));
}

const work = mkdtempSync(join(tmpdir(), 'vestochka-twice-'));
try {
  const clock = `data:text/javascript,${encodeURIComponent(laterClock)}`;
  const builds: readonly [Build, Build] = [
    { folder: join(work, 'a'), environment: { TZ: 'UTC' } },
    {
      folder: join(work, 'another/and/deeper'),
      environment: { TZ: 'Asia/Vladivostok', LANG: 'ru_RU.UTF-8', NODE_OPTIONS: `--import=${clock}` },
    },
  ];
  // Side by side: a build alone keeps one processor of two busy.
  for (const built of await Promise.allSettled(builds.map(build)))
    if (built.status === 'rejected') throw built.reason;
  const first = digestsOf(outputOf(builds[0]));
  const second = digestsOf(outputOf(builds[1]));
  const paths = [...new Set([...first.keys(), ...second.keys()])].sort();
  const different = paths.filter((path) => first.get(path) !== second.get(path));
  for (const path of different)
    process.stderr.write(`${path} differs between two builds of the same sources.\n`);
  process.stderr.write(`${paths.length} files, ${different.length} different.\n`);
  if (process.env.SITE_OUT) cpSync(outputOf(builds[0]), process.env.SITE_OUT, { recursive: true });
  process.exitCode = different.length === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
