import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { classicScript } from '../../scripts/site/browser-bundle.ts';
import { trustLanguages } from '../../scripts/site/verify-page.ts';
import {
  currentKey,
  type KeyPair,
  nextKey,
  type ReleaseFields,
  signedSite,
  type Tree,
} from './signed-site.ts';

/*
 * A site of three pages for the service worker in a real browser: what Keep.astro puts on a page, the true scripts, and
 * releases signed by the demonstration key, from hosts that can be told to fail.
 */
const components = resolve(import.meta.dirname, '../../src/components/keep');

export interface KeptScripts {
  keep: string;
  worker: string;
}

export async function keptScripts(): Promise<KeptScripts> {
  return {
    keep: await classicScript(join(components, 'keep.client.ts')),
    worker: await classicScript(join(components, 'sw.worker.ts')),
  };
}

export function keptPage(telephone: string): Buffer {
  const data = {
    keys: [currentKey.publicKey.text, nextKey.publicKey.text],
    language: 'ru',
    languages: ['ru', 'en'],
    words: trustLanguages().get('ru')?.words.keep,
  };
  return Buffer.from(`<!doctype html><meta charset="utf-8"><title>Весточка</title><p id="telephone">${telephone}</p>
<div id="keep" hidden><button id="keep-on">on</button><button id="keep-update" hidden>update</button>
<button id="keep-off" hidden>off</button><p id="keep-status" data-on="ON" data-off="OFF" data-busy="BUSY" data-failed="FAILED"></p>
<p id="keep-detail"></p><p id="keep-sealed"></p><button id="keep-sealed-on" hidden></button></div><script type="application/json" id="keep-data">${JSON.stringify(data)}</script>
<script src="../assets/keep.js" defer></script>`);
}

/** Files of sealed records, as many as a release has; what is in them does not matter here. */
const sealedFiles = (count: number): [string, Buffer][] =>
  Array.from({ length: count }, (_, number) => [
    `assets/sealed/${String(number).padStart(5, '0')}.js`,
    Buffer.from(`records ${number}`),
  ]);

/** What a release says, and how many files of sealed records it has. */
export type KeptFields = Partial<ReleaseFields> & { sequence: number; sealed?: number };

/** A signed release of the site; `telephone` stands on every page. */
export function keptRelease(
  scripts: KeptScripts,
  folder: string,
  telephone: string,
  { sealed = 0, ...told }: KeptFields,
  mirrors: readonly string[] = [],
  key: KeyPair = currentKey,
): Tree {
  const plain: Tree = new Map([
    ['ru/index.html', keptPage(telephone)],
    ['ru/contacts.html', Buffer.from(`<!doctype html><p id="telephone">${telephone}</p>`)],
    ['en/index.html', Buffer.from(`<!doctype html><p id="telephone">${telephone} in English</p>`)],
    ['404.html', Buffer.from('<!doctype html><p id="telephone">no such page</p>')],
    ['assets/keep.js', Buffer.from(scripts.keep)],
    ['sw.js', Buffer.from(scripts.worker)],
    ...sealedFiles(sealed),
  ]);
  return signedSite(
    plain,
    { issued: '2026-11-01', expires: '2999-12-31', ...told },
    { key, folder, mirrors },
  );
}

export interface TrickHost {
  url: string;
  tree: Tree;
  /** What the host does instead of serving its files. */
  trick: ((path: string, bytes: Buffer | undefined, response: ServerResponse) => void) | null;
  close: () => Promise<void>;
}

export async function serveTricks(tree: Tree): Promise<TrickHost> {
  const running: TrickHost = { url: '', tree, trick: null, close: async () => undefined };
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript' };
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1).split('?')[0] ?? '');
    const bytes = running.tree.get(path);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    if (running.trick !== null) running.trick(path, bytes, response);
    else response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  running.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  running.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return running;
}
