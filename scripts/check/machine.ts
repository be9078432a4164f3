import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** A program that the tests drive, where it may stand, and the Debian package that brings it. */
interface Tool {
  name: string;
  paths: readonly string[];
  debianPackage: string;
  /** Why the tests need it, for the message when it cannot be had. */
  purpose: string;
}

const chromiumTool: Tool = {
  name: 'Chromium',
  paths: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  debianPackage: 'chromium',
  purpose: 'the end-to-end tests drive it',
};

const firefoxTool: Tool = {
  name: 'Firefox ESR',
  paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  debianPackage: 'firefox-esr',
  purpose: 'the end-to-end tests drive it as the second engine',
};

/** A program of this name in the usual places. */
function program(name: string, debianPackage: string, purpose: string): Tool {
  const folders = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
  return { name, paths: folders.map((folder) => `${folder}/${name}`), debianPackage, purpose };
}

const mirrorTools: readonly Tool[] = [
  program('caddy', 'caddy', 'the recipe for mirrors is served with it'),
  program('nginx', 'nginx-light', 'the recipe for mirrors is served with it'),
  program('rclone', 'rclone', 'the recipe for object stores is run with it'),
  program('openssl', 'openssl', 'signatures are verified with it as a third opinion'),
  program('zip', 'zip', 'archives of the site are made with it'),
];

const signingTools: readonly Tool[] = [
  {
    name: 'minisign',
    paths: ['/usr/bin/minisign', '/usr/local/bin/minisign', '/opt/homebrew/bin/minisign'],
    debianPackage: 'minisign',
    purpose: 'manifests are signed with it',
  },
  {
    name: 'signify',
    paths: ['/usr/bin/signify-openbsd', '/usr/local/bin/signify', '/opt/homebrew/bin/signify'],
    debianPackage: 'signify-openbsd',
    purpose: 'signatures are verified with it as a second opinion',
  },
];

/** Thrown when a program is missing and cannot be installed from here. */
export class ToolMissing extends Error {}

/** Path of a Chromium: Playwright's own where it was downloaded, else the system's, else one installed now. */
export function findChromium(): string {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return asked;
  const own = chromium.executablePath();
  if (own !== '' && existsSync(own)) return own;
  return pathOf(chromiumTool) ?? install([chromiumTool])[0] ?? missing(chromiumTool);
}

export function findFirefox(): string {
  const asked = process.env.FIREFOX_PATH;
  if (asked) return asked;
  return pathOf(firefoxTool) ?? install([firefoxTool])[0] ?? missing(firefoxTool);
}

/** Makes sure that everything the tests drive is there, in one go, before the first of them runs. */
export function ensureTools(): void {
  const hasOwnChromium = process.env.CHROMIUM_PATH || existsSync(chromium.executablePath());
  const wanted = [...(hasOwnChromium ? [] : [chromiumTool]), firefoxTool, ...signingTools, ...mirrorTools];
  const absent = wanted.filter((tool) => pathOf(tool) === null);
  if (absent.length === 0) return;
  install(absent);
  const still = absent.find((tool) => pathOf(tool) === null);
  if (still !== undefined) missing(still);
}

function pathOf(tool: Tool): string | null {
  return tool.paths.find((path) => existsSync(path)) ?? null;
}

function install(tools: readonly Tool[]): string[] {
  const packages = tools.map((tool) => tool.debianPackage);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return [];
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get …\n`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  run('update');
  run('install', '-y', '--no-install-recommends', ...packages);
  return tools.flatMap((tool) => pathOf(tool) ?? []);
}

function missing(tool: Tool): never {
  const ownDownload =
    tool === chromiumTool ? ' Or run "npx playwright install chromium", or set CHROMIUM_PATH to one.' : '';
  throw new ToolMissing(
    `${tool.name} is not on this machine (${tool.purpose}). Install it, for instance with "apt-get install ${tool.debianPackage}" as root.${ownDownload}`,
  );
}
