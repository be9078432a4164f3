import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../src/trust/manifest.ts';
import type { PublicKey } from '../src/trust/minisign.ts';
import { openRelease } from '../src/trust/open-release.ts';
import { isDay, parseRelease, RELEASE_FILE } from '../src/trust/release.ts';
import { TrustError } from '../src/trust/trust-error.ts';
import { printable, Refusal, UsageError, type World } from './mirror/command.ts';
import { FetchError, patience } from './mirror/fetch-bounded.ts';
import { isFolder } from './mirror/folder.ts';
import { DEFAULT_GATEWAY, gatewayAddress, nameGateway, rootCid } from './mirror/ipfs-address.ts';
import { demoKeyFile, demoSecretKeyFile, keysFrom, readKey, siteKeyFile } from './mirror/key-file.ts';
import { makeManifest, siteMirrors } from './mirror/make-manifest.ts';
import { mirrorStatus, statusPage, statusTable } from './mirror/mirror-status.ts';
import { pullRelease } from './mirror/pull-release.ts';
import { attachSignatures, secretKeyFile, signRelease } from './mirror/sign-release.ts';
import {
  lastSigned,
  previousRelease,
  refuseBroken,
  rememberSigned,
  type SignedRelease,
} from './mirror/signed-releases.ts';
import { type Report, type VerifyOptions, verifySource } from './mirror/verify-source.ts';
import { writeWhole } from './mirror/write-file.ts';
import { isUsageError } from './usage.ts';

const help = `Carry an exact copy of the site, and prove that it is exact.

  npm run mirror -- manifest DIR [--sequence N] [--issued DATE] [--expires DATE] [--after OLD]
                                 [--next-key PUB] [--mirror URL]... [--retire-worker] [--force]
      write release.json, release.js and SHA256SUMS into a built site; what is not said is taken from
      the release.json that is there, else from the roster of the site. A number that falls is refused:
      below the one in DIR, below the last that was signed here, below that of OLD (a folder, or its
      release.json); so is a folder that is no built site. --force writes it all the same
  npm run mirror -- sign DIR [--secret-key FILE] [--key PUB] [--force]
      sign it with the installed minisign: the single files first, then SHA256SUMS
  npm run mirror -- sign DIR --signatures FOLDER [--key PUB] [--force]
      take signatures that minisign made on another machine; says what is to be signed next, and how
  npm run mirror -- cid DIR [--key PUB] [--car FILE] [--write] [--gateway HOST]
      print the IPFS root CID of a signed copy; --car packs it for pinning; --write puts its address
      among the mirrors of content/site.yaml, so that the next release and the flyer carry it
  npm run mirror -- verify DIR|ZIP|FILE|URL [--key PUB] [--json] [--allow-expired]
      say whether a copy is genuine; exit status 1 and every bad, missing and extra file when it is not
      (of a URL only listed files can be asked for)
  npm run mirror -- pull URL DIR [--key PUB] [--json] [--allow-expired] [--parallel N]
      bring DIR up to date; whatever fails, the old copy stays. DIR becomes a link into DIR.releases/
  npm run mirror -- status [URL]... [--key PUB] [--json] [--page FILE] [--within SECONDS]
      a table of all mirrors (those named, else those of dist/release.json or content/site.yaml);
      exit status 1 when one is tampered or stale, or none answers; each gets --within seconds (600)

PUB is a minisign public key (RW…) or its file; without it: content/trust/minisign.pub.
Every command: --timeout SECONDS of silence (20), --min-rate BYTES a second (512), --help.
Exit status: 0 fine, 1 a fault or a refusal, 2 wrong usage.
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  key: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  sequence: { type: 'string' },
  issued: { type: 'string' },
  expires: { type: 'string' },
  'next-key': { type: 'string' },
  mirror: { type: 'string', multiple: true },
  'retire-worker': { type: 'boolean' },
  'secret-key': { type: 'string' },
  'allow-expired': { type: 'boolean' },
  parallel: { type: 'string' },
  timeout: { type: 'string' },
  'min-rate': { type: 'string' },
  page: { type: 'string' },
  within: { type: 'string' },
  after: { type: 'string' },
  force: { type: 'boolean' },
  signatures: { type: 'string' },
  car: { type: 'string' },
  write: { type: 'boolean' },
  gateway: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

/** Which options each command knows, beside those that all know. */
const known: Record<string, readonly string[]> = {
  manifest: [
    'sequence',
    'issued',
    'expires',
    'after',
    'next-key',
    'mirror',
    'retire-worker',
    'force',
    'json',
  ],
  sign: ['secret-key', 'signatures', 'key', 'force'],
  cid: ['key', 'car', 'write', 'gateway'],
  verify: ['key', 'json', 'allow-expired'],
  pull: ['key', 'json', 'allow-expired', 'parallel'],
  status: ['key', 'json', 'page', 'within'],
};
const knownToAll = ['help', 'timeout', 'min-rate'];

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) {
    throw new UsageError(`--${name} ${text}: expected a whole number from ${least}`);
  }
  return value;
}

function day(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !isDay(text))
    throw new UsageError(`--${name} ${text}: expected a day as YYYY-MM-DD`);
  return text;
}

function one(positionals: readonly string[], names: readonly string[]): string[] {
  if (positionals.length !== names.length) throw new UsageError(`expected ${names.join(' ')}`);
  return [...positionals];
}

function optionsFor(values: Values, world: World): VerifyOptions {
  const idle = wholeNumber('timeout', values.timeout, 1);
  const rate = wholeNumber('min-rate', values['min-rate'], 0);
  const patient = { ...patience, ...(rate !== undefined && { rate }) };
  if (idle !== undefined) Object.assign(patient, { idle: idle * 1000, grace: idle * 1000 });
  return { keys: keysFrom(values.key), allowExpired: values['allow-expired'] ?? false, patient, world };
}

/** The last release that was signed here with the key of the site. */
function lastOfSite({ memory }: World): SignedRelease | null {
  return existsSync(siteKeyFile) ? lastSigned(memory, readKey(siteKeyFile).text) : null;
}

async function runManifest(positionals: readonly string[], values: Values, world: World): Promise<number> {
  const [folder = ''] = one(positionals, ['DIR']);
  const wishes = {
    sequence: wholeNumber('sequence', values.sequence, 1),
    issued: day('issued', values.issued),
    expires: day('expires', values.expires),
    nextKey: values['next-key'],
    mirrors: values.mirror,
    retireWorker: values['retire-worker'],
  };
  const previous = values.after === undefined ? lastOfSite(world) : previousRelease(values.after);
  const force = values.force ?? false;
  const { release, hash, files } = await makeManifest(folder, wishes, world.today, { previous, force });
  const { sequence, issued, expires, next_key } = release;
  if (previous !== null && sequence === previous.sequence && hash !== previous.manifest) {
    world.err(
      `release ${sequence} was signed before: if anything has changed since, it needs a higher --sequence\n`,
    );
  }
  world.err(`release ${sequence}, issued ${issued}, expires ${expires}: ${files} files\n`);
  if (next_key === null)
    world.err('no next key is named: if this key is ever lost or stolen, nothing can follow it\n');
  world.err(
    `next: npm run mirror -- sign ${folder}   or, where the key is and no Node: sh content/recipes/sign-offline.sh ${folder} KEY\n`,
  );
  world.out(
    values.json ? `${JSON.stringify({ manifest: hash, listed: files, release })}\n` : `${hash}  SHA256SUMS\n`,
  );
  return 0;
}

/** Holds a fresh signature against what was signed before with that key, and remembers it. */
function settleSigned(folder: string, keys: readonly PublicKey[], force: boolean, { memory }: World): void {
  const signature = join(folder, SIGNATURE_FILE);
  const manifest = readFileSync(join(folder, MANIFEST_FILE));
  const { key, release, manifestHash } = openRelease(
    { manifest, signature: readFileSync(signature), release: readFileSync(join(folder, RELEASE_FILE)) },
    keys,
  );
  // Everyone may sign the demonstration, as often as he likes.
  if (key.text === readKey(demoKeyFile).text) return;
  const { sequence, next_key } = release;
  const signed = { sequence, next_key, manifest: manifestHash };
  const previous = lastSigned(memory, key.text);
  try {
    if (previous !== null && !force) refuseBroken(signed, previous);
  } catch (error) {
    rmSync(signature);
    throw error;
  }
  rememberSigned(memory, key.text, signed);
}

async function runSign(positionals: readonly string[], values: Values, world: World): Promise<number> {
  const [folder = ''] = one(positionals, ['DIR']);
  if (!isFolder(folder)) throw new UsageError(`${folder} is no folder`);
  const { signatures } = values;
  const options = optionsFor(values, world);
  if (signatures === undefined) {
    const secretKey = secretKeyFile(values['secret-key']);
    if (secretKey !== null && resolve(secretKey) === demoSecretKeyFile) {
      world.err('signing with the DEMONSTRATION key, which everyone has: this proves nothing\n');
    }
    for (const path of await signRelease(folder, secretKey, world.today)) world.out(`${path}\n`);
  } else {
    if (!isFolder(signatures)) throw new UsageError(`--signatures ${signatures}: there is no such folder`);
    const { keys } = options;
    for (const path of await attachSignatures(folder, signatures, keys, world.today)) world.out(`${path}\n`);
  }
  const report = await verifySource(folder, { ...options, allowExpired: true });
  if (report.ok) {
    settleSigned(folder, options.keys, values.force ?? false, world);
    return 0;
  }
  world.err(`${reportText(report)}\n`);
  const isOtherKey = report.faults.every(({ fault }) => fault === 'wrong-key');
  if (isOtherKey && values.key === undefined) {
    world.err('it was not signed with the key of content/trust/minisign.pub, which the pages show\n');
    return 0;
  }
  return 1;
}

async function runCid(positionals: readonly string[], values: Values, world: World): Promise<number> {
  const [folder = ''] = one(positionals, ['DIR']);
  const report = await verifySource(folder, { ...optionsFor(values, world), allowExpired: true });
  if (report.kind !== 'folder') throw new UsageError(`${folder} is no folder`);
  if (!report.ok) {
    world.err(`${reportText(report)}\n`);
    throw new Refusal('only a signed and unchanged copy has a CID that is worth printing: sign it first');
  }
  const cid = rootCid(folder, values.car);
  const address = gatewayAddress(cid, values.gateway ?? DEFAULT_GATEWAY);
  world.out(`${cid}\n`);
  world.err(`${address}\n`);
  if (values.write) {
    const file = nameGateway(address);
    world.err(`${file} names it; the next release lists it and the flyer prints it: npm run build\n`);
  }
  return 0;
}

function reportText(report: Report): string {
  const { source, genuine, key, sequence, issued, expires, freshness, faults } = report;
  const kinds = faults.map(({ fault }) => fault);
  const why = kinds.includes('unsigned')
    ? 'NOT SIGNED'
    : kinds.includes('not-a-release')
      ? 'NO RELEASE OF THIS SITE'
      : 'NOT GENUINE';
  const head = genuine ? 'genuine' : why;
  const lines = [`${source}: ${head}`];
  if (key !== null)
    lines.push(`signed with key ${key}: release ${sequence}, issued ${issued}, expires ${expires}`);
  if (freshness !== null && freshness !== 'fresh') lines.push(`out of date since ${expires}`);
  for (const { message } of faults) lines.push(`fault: ${printable(message)}`);
  for (const kind of ['bad', 'missing', 'extra'] as const) {
    for (const path of report[kind]) lines.push(`${kind}: ${printable(JSON.stringify(path).slice(1, -1))}`);
  }
  return lines.join('\n');
}

async function runVerify(positionals: readonly string[], values: Values, world: World): Promise<number> {
  const [source = ''] = one(positionals, ['DIR|ZIP|FILE|URL']);
  const report = await verifySource(source, optionsFor(values, world));
  world.out(values.json ? `${JSON.stringify(report)}\n` : `${reportText(report)}\n`);
  return report.ok ? 0 : 1;
}

/** Who has missed two takeovers cannot tell the third key from a forger's: only paper can. */
const newKeyAdvice = (folder: string): string =>
  `This address is signed with a key that is neither the one of this copy nor its successor. Most likely it is a forgery.
If the publisher's new flyers carry other words, the key has changed twice since this copy was last fresh: take the
new key from paper, remove ${folder} and ${folder}.releases, and pull with --key NEW. The old copy stays until then.
`;

async function runPull(positionals: readonly string[], values: Values, world: World): Promise<number> {
  const [url = '', folder = ''] = one(positionals, ['URL', 'DIR']);
  if (!/^https?:\/\//.test(url)) throw new UsageError(`${url} is no web address (http:// or https://)`);
  const { keys, allowExpired, patient } = optionsFor(values, world);
  const [key] = keys;
  if (key === undefined || keys.length > 1) throw new UsageError('pull takes one --key');
  const width = wholeNumber('parallel', values.parallel, 1) ?? 6;
  const options = { key, allowExpired, patient, width: Math.min(width, 32), world };
  const pulled = await pullRelease(url, folder, options).catch((error: unknown) => {
    if (error instanceof TrustError && error.fault === 'wrong-key') world.err(newKeyAdvice(folder));
    throw error;
  });
  const { step, sequence, issued, age, expires, files, fetched } = pulled;
  const news = {
    first: 'first copy',
    newer: 'newer release',
    same: 'nothing new',
    takeover: 'the next key took over',
  };
  world.err(
    `${news[step]}: release ${sequence} of ${issued} (${age} days old, to ${expires}), ${files} files\n`,
  );
  if (expires < world.today) world.err(`this release is out of date since ${expires}\n`);
  world.out(values.json ? `${JSON.stringify(pulled)}\n` : `${folder}\t${sequence}\t${step}\t${fetched}\n`);
  return 0;
}

function knownMirrors(): string[] {
  const root = resolve(import.meta.dirname, '..');
  const file = join(root, 'dist', RELEASE_FILE);
  const mirrors = existsSync(file) ? parseRelease(readFileSync(file)).mirrors : siteMirrors();
  if (mirrors.length === 0) throw new UsageError('name the mirrors: content/site.yaml lists none');
  return mirrors;
}

async function runStatus(positionals: readonly string[], values: Values, world: World): Promise<number> {
  const urls = positionals.length > 0 ? [...positionals] : knownMirrors();
  const wrong = urls.find((url) => !/^https?:\/\//.test(url));
  if (wrong !== undefined) throw new UsageError(`${wrong} is no web address`);
  const within = wholeNumber('within', values.within, 1) ?? 600;
  const mirrors = await mirrorStatus(urls, optionsFor(values, world), within * 1000);
  if (values.page !== undefined) writeWhole(values.page, statusPage(mirrors, world.today));
  world.out(values.json ? `${JSON.stringify({ mirrors })}\n` : statusTable(mirrors));
  const states = mirrors.map(({ state }) => state);
  const isFault = states.some((state) => state === 'tampered' || state === 'stale');
  return isFault || states.every((state) => state === 'unreachable') ? 1 : 0;
}

const commands: Record<
  string,
  (positionals: readonly string[], values: Values, world: World) => Promise<number>
> = {
  manifest: runManifest,
  sign: runSign,
  cid: runCid,
  verify: runVerify,
  pull: runPull,
  status: runStatus,
};

/**
 * Runs one command.
 * @returns the exit status: 0 fine, 1 a fault or a refusal, 2 wrong usage
 */
export async function main(args: readonly string[], world: World): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name, ...rest] = positionals;
    if (values.help) {
      world.out(help);
      return 0;
    }
    const command = name === undefined ? undefined : commands[name];
    if (name === undefined || command === undefined)
      throw new UsageError(`unknown command: ${name ?? '(none)'}`);
    const foreign = Object.keys(values).find((key) => ![...knownToAll, ...(known[name] ?? [])].includes(key));
    if (foreign !== undefined) throw new UsageError(`${name} knows no --${foreign}`);
    return await command(rest, values, world);
  } catch (error) {
    if (isUsageError(error)) {
      world.err(`mirror: ${error.message}\nsee: npm run mirror -- --help\n`);
      return 2;
    }
    if (error instanceof Refusal || error instanceof TrustError || error instanceof FetchError) {
      world.err(`mirror: ${printable(error.message)}\n`);
      return 1;
    }
    throw error;
  }
}

if (import.meta.main) {
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    today: new Date().toISOString().slice(0, 10),
    isTerminal: process.stderr.isTTY,
    memory: resolve(import.meta.dirname, '../private/signed-releases.json'),
  });
}
