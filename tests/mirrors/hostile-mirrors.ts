import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../../src/trust/manifest.ts';
import {
  currentKey,
  type KeyPair,
  nextKey,
  pageOf,
  plainSite,
  type ReleaseFields,
  signBytes,
  signedSite,
  strangerKey,
  type Tree,
} from './signed-site.ts';

/** The victim holds release 5; an honest mirror would give release 6. */
export const HELD = 5;
export const OFFERED = 6;
export const TODAY = '2026-11-22';

type Answer = (path: string, bytes: Buffer, request: IncomingMessage, response: ServerResponse) => void;

/**
 * One hostile mirror.
 *
 * - `tuf`: the case of the TUF conformance suite that it is a form of.
 * - `tree`: what it serves.
 * - `answer`: how it serves one of the files, where that is the trick.
 * - `news`: whether someone who holds release 5 may take it after all, because nothing signed was touched.
 * - `isGenuine`: whether the copy, seen alone, is what the publisher signed at some time; only memory tells.
 */
export interface HostileMirror {
  name: string;
  tuf?: string;
  tree: Tree;
  target?: string;
  answer?: Answer;
  news?: boolean;
  isGenuine?: boolean;
  isExpired?: boolean;
}

/** Answers without a length, so that only what arrives counts. */
function stream(response: ServerResponse, pieces: Iterator<Buffer>, pause: number): void {
  const step = (): void => {
    if (response.destroyed) return;
    const { done, value } = pieces.next();
    if (done) {
      response.end();
      return;
    }
    const isReady = response.write(value);
    if (pause > 0) setTimeout(step, pause);
    else if (isReady) setImmediate(step);
    else response.once('drain', step);
  };
  response.on('error', () => undefined);
  step();
}

function* endless(): Generator<Buffer> {
  const block = Buffer.alloc(65_536, 'x');
  for (;;) yield block;
}

function* drops(bytes: Buffer): Generator<Buffer> {
  for (const byte of bytes) yield Buffer.of(byte);
}

function edited(tree: Tree, path: string, change: (text: string) => string): Tree {
  const copy = new Map(tree);
  copy.set(path, Buffer.from(change((tree.get(path) ?? Buffer.alloc(0)).toString())));
  return copy;
}

function without(tree: Tree, path: string): Tree {
  const copy = new Map(tree);
  copy.delete(path);
  return copy;
}

function truncations(tree: Tree): HostileMirror[] {
  const path = 'assets/roster.bin';
  const whole = tree.get(path) ?? Buffer.alloc(0);
  return Array.from({ length: Math.floor(whole.length / 65_536) }, (_, index) => {
    const length = 65_536 * (index + 1);
    return {
      name: `file truncated at ${length / 1024} kB`,
      tree: new Map(tree).set(path, whole.subarray(0, length)),
    };
  });
}

/** Every hostile mirror of the suite. */
export function hostileMirrors(folder: string): HostileMirror[] {
  const plain = plainSite('+00 000 000 00 01');
  const make = (
    fields: Partial<ReleaseFields> & { sequence: number },
    key: KeyPair = currentKey,
    edit?: (text: string) => string,
  ): Tree => signedSite(plain, fields, { key, folder, ...(edit && { edit }) });
  const good = make({ sequence: OFFERED });
  const stranger = strangerKey(folder);
  const target = 'ru/contacts.html';
  const bytesOf = (path: string): Buffer => good.get(path) ?? Buffer.alloc(0);
  const line = (path: string): string => `${'0'.repeat(64)}  ${path}\n`;
  const listed = (path: string) => make({ sequence: OFFERED }, currentKey, (text) => text + line(path));
  const first = (text: string): string => `${text.split('\n')[0]}\n`;
  const mixed = new Map(good).set('ru/index.html', pageOf('+00 000 000 00 00'));
  const swapped = new Map(good);
  swapped.set('ru/index.html', bytesOf(target)).set(target, bytesOf('ru/index.html'));
  const cases: HostileMirror[] = [
    {
      name: 'telephone number changed',
      tree: edited(good, target, (text) => text.replace('00 01', '00 66')),
    },
    {
      name: 'form added',
      tree: edited(good, target, (text) => `${text}<form action="//evil.example"></form>`),
    },
    {
      name: 'script added',
      tree: edited(good, target, (text) => `${text}<script src="//evil.example"></script>`),
    },
    {
      name: 'base address added',
      tree: edited(good, target, (text) => text.replace('<title>', '<base href="//evil.example"><title>')),
    },
    { name: 'byte order mark before a page', tree: edited(good, target, (text) => `\ufeff${text}`) },
    {
      name: 'byte order mark before the manifest',
      tree: edited(good, MANIFEST_FILE, (text) => `\ufeff${text}`),
    },
    { name: 'file removed', tree: without(good, target) },
    { name: 'signature removed', tree: without(good, SIGNATURE_FILE) },
    {
      name: 'release.json of an older release among the new',
      tree: new Map(good).set(
        'release.json',
        make({ sequence: HELD }).get('release.json') ?? Buffer.alloc(0),
      ),
      tuf: 'mix-and-match',
    },
    {
      name: 'manifest of an older release, signature of the new',
      tree: new Map(good).set(MANIFEST_FILE, make({ sequence: HELD }).get(MANIFEST_FILE) ?? Buffer.alloc(0)),
      tuf: 'mix-and-match',
    },
    { name: 'file swapped with another listed one', tree: swapped, tuf: 'mix-and-match' },
    { name: 'a page of an older release among the new', tree: mixed, tuf: 'mix-and-match' },
    { name: 'old release replayed', tree: make({ sequence: 4 }), tuf: 'rollback', isGenuine: true },
    {
      name: 'expired release',
      tree: make({ sequence: OFFERED, issued: '2026-08-01', expires: '2026-09-01' }),
      tuf: 'expiration',
      isGenuine: true,
      isExpired: true,
    },
    {
      name: 'another release under the number that is held',
      tree: make({ sequence: HELD }),
      isGenuine: true,
    },
    { name: 'jump of the sequence', tree: make({ sequence: 2000 }), tuf: 'fast-forward', isGenuine: true },
    { name: 'sequence ahead, wrong key', tree: make({ sequence: 7 }, stranger), tuf: 'arbitrary software' },
    {
      name: 'next key changed by a thief',
      tree: make({ sequence: 7, next_key: stranger.publicKey.text }),
      tuf: 'key rotation',
      isGenuine: true,
    },
    {
      name: 'next key takes over without a successor',
      tree: make({ sequence: 7, next_key: null }, nextKey),
      tuf: 'key rotation',
    },
    { name: 'manifest edited', tree: edited(good, MANIFEST_FILE, (text) => text.replace(/^./, 'f')) },
    { name: 'manifest cut off', tree: edited(good, MANIFEST_FILE, first) },
    {
      name: 'release.json edited',
      tree: edited(good, 'release.json', (text) => text.replace('2026-12-31', '2036-12-31')),
    },
    {
      name: 'untrusted comment edited',
      tree: edited(good, SIGNATURE_FILE, (text) =>
        text.replace(/^.*/, 'untrusted comment: call +7 000 at once'),
      ),
      news: true,
      isGenuine: true,
    },
    {
      name: 'trusted comment edited',
      tree: edited(good, SIGNATURE_FILE, (text) => text.replace(': test', ': tost')),
    },
    {
      name: 'signature of another file',
      tree: new Map(good).set(SIGNATURE_FILE, signBytes(Buffer.from('x'), currentKey, folder)),
    },
    {
      name: 'CRLF conversion of the manifest',
      tree: edited(good, MANIFEST_FILE, (text) => text.replaceAll('\n', '\r\n')),
    },
    {
      name: 'CRLF conversion of a page',
      tree: edited(good, target, (text) => text.replaceAll('\n', '\r\n')),
    },
    ...truncations(good),
    { name: 'directory traversal, signed', tree: listed('../evil.html') },
    { name: 'absolute path, signed', tree: listed('/tmp/evil.html') },
    { name: 'name of a Windows device, signed', tree: listed('ru/con.html') },
    { name: 'name with a null byte, signed', tree: listed('ru/index.html\0.txt') },
    { name: 'name in another normal form, signed', tree: listed('ru/\u0438\u0306.html') },
    { name: 'name with an invisible character, signed', tree: listed('ru/index\u200d.html') },
    { name: 'name that turns the line around, signed', tree: listed('ru/lmth\u202e.xedni') },
    {
      name: 'duplicate line, signed',
      tree: make({ sequence: OFFERED }, currentKey, (text) => text + first(text)),
    },
    { name: 'duplicate in another case, signed', tree: listed('RU/Index.html') },
  ];
  const tricks: [string, Answer, string?][] = [
    [
      'slow drip',
      (_path, bytes, _request, response) => stream(response, drops(bytes), 100),
      'slow retrieval',
    ],
    ['silence', () => undefined, 'slow retrieval'],
    ['endless body', (_path, _bytes, _request, response) => stream(response, endless(), 0), 'endless data'],
    [
      'redirect loop',
      (path, _bytes, _request, response) => response.writeHead(302, { location: `/${path}` }).end(),
    ],
    [
      'redirect to another host',
      (path, _bytes, request, response) => {
        const port = request.headers.host?.split(':')[1];
        response.writeHead(302, { location: `http://localhost:${port}/honest/${path}` }).end();
      },
    ],
    [
      'Content-Length too long',
      (_path, bytes, _request, response) => {
        response.writeHead(200, { 'content-length': bytes.length + 10 });
        response.write(bytes);
        setTimeout(() => response.destroy(), 50);
      },
    ],
    [
      'Content-Length too short',
      (_path, bytes, _request, response) => {
        response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length - 10}\r\n\r\n${bytes}`);
      },
    ],
    [
      'gzip bomb',
      (_path, _bytes, _request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb()),
      'endless data',
    ],
    [
      'page of a censor, status 200',
      (_path, _bytes, _request, response) => response.end('<h1>Доступ ограничен</h1>'),
    ],
    ['connection reset', (_path, _bytes, _request, response) => response.socket?.resetAndDestroy()],
  ];
  for (const [name, answer, tuf] of tricks) {
    for (const path of [target, MANIFEST_FILE]) {
      const what = path === target ? 'page' : 'manifest';
      cases.push({ name: `${name} (${what})`, tree: good, target: path, answer, ...(tuf && { tuf }) });
    }
  }
  return cases;
}

let packed: Buffer | undefined;
/** 64 MB of nothing in 64 kB. */
function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(64 * 1024 * 1024));
  return packed;
}

export interface RunningMirror {
  url: string;
  /** Requests to this server under another host name: none may ever come. */
  strayed: () => number;
  stop: () => Promise<void>;
}

/**
 * Serves a mirror on loopback, with CORS as the recipes have it. It stops by itself after a minute, whatever
 * becomes of the test.
 */
export async function serveMirror(
  mirror: Pick<HostileMirror, 'tree' | 'target' | 'answer'>,
): Promise<RunningMirror> {
  let strayed = 0;
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1));
    if (request.headers.host?.startsWith('localhost')) strayed++;
    const bytes = mirror.tree.get(path);
    response.setHeader('access-control-allow-origin', '*');
    if (bytes === undefined) response.writeHead(404).end('no such file');
    else if (mirror.answer !== undefined && path === mirror.target)
      mirror.answer(path, bytes, request, response);
    else response.end(bytes);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = async (): Promise<void> => {
    clearTimeout(timer);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const timer = setTimeout(() => void stop(), 60_000);
  timer.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, strayed: () => strayed, stop };
}
