import { fill } from '../../i18n/phrase.ts';
import type { TrustWords } from '../../schemas/trust.ts';
import { plainDay } from '../../trust/expiry.ts';
import type { KeepAnswer, KeepRequest, KeptState } from './kept-state.ts';

/*
 * "Keep this site on my phone" (Keep.astro): puts the service worker in when she asks, tells what is kept and where it
 * came from, and takes everything out again. Where a browser cannot do it (no secure context, Tor, file://) nothing
 * is shown.
 */
interface PageData {
  keys: string[];
  language: string;
  languages: string[];
  words: TrustWords['keep'];
}

// Read at once: inside a later event there is no current script.
const script = document.currentScript as HTMLScriptElement | null;
const workerUrl = new URL('../sw.js', script?.src ?? location.href).href;
const scope = new URL('./', workerUrl).href;

const part = (id: string): HTMLElement | null => document.getElementById(id);

/** What of the sealed records is not in the copy, in MB. */
const megabytes = ({ sealedLeftOut = 0 }: KeptState): number => Math.ceil(sealedLeftOut / 1e6);

function filled(text: string, state: KeptState): string {
  return fill(text, {
    sequence: state.sequence,
    issued: plainDay(state.issued),
    expires: plainDay(state.expires),
    taken: plainDay(state.taken),
    source: state.source,
    size: megabytes(state),
  });
}

function ask(worker: ServiceWorker, request: KeepRequest): Promise<KeepAnswer> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<KeepAnswer>) => resolve(event.data);
    worker.postMessage(request, [channel.port2]);
  });
}

async function ours(): Promise<ServiceWorkerRegistration | null> {
  const found = await navigator.serviceWorker.getRegistration(scope);
  return found !== undefined && found.scope === scope ? found : null;
}

function activeOf(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  return new Promise((resolve, reject) => {
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (worker === null) {
      reject(new Error('no worker'));
      return;
    }
    const check = (): void => {
      if (worker.state === 'activated') resolve(worker);
      else if (worker.state === 'redundant') reject(new Error('the worker was refused'));
    };
    worker.addEventListener('statechange', check);
    check();
  });
}

/** Takes out what is there even when no worker answers any more. */
async function clean(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(`vestochka ${scope} `)) await caches.delete(name);
  }
  await (await ours())?.unregister();
}

function start(root: HTMLElement, data: PageData): void {
  const [on, off, update, status, detail, sealed, sealedOn] = [
    'keep-on',
    'keep-off',
    'keep-update',
    'keep-status',
    'keep-detail',
    'keep-sealed',
    'keep-sealed-on',
  ].map(part);
  if (!on || !off || !status) return;
  const say = (name: 'on' | 'off' | 'busy' | 'failed'): void => {
    status.textContent = status.getAttribute(`data-${name}`);
  };
  const show = (state: KeptState | null): void => {
    on.hidden = state !== null;
    off.hidden = state === null;
    if (update) update.hidden = state === null;
    say(state === null ? 'off' : 'on');
    const isLeftOut = (state?.sealedLeftOut ?? 0) > 0;
    if (sealed) {
      sealed.textContent =
        state === null ? '' : filled(isLeftOut ? data.words.sealed_out : data.words.sealed_in, state);
    }
    if (sealedOn) {
      sealedOn.hidden = !isLeftOut;
      if (state !== null) sealedOn.textContent = filled(data.words.sealed_keep, state);
    }
    if (!detail) return;
    const source = state === null || state.source === scope ? data.words.own : data.words.mirror;
    detail.textContent =
      state === null ? '' : `${filled(data.words.release, state)} ${filled(source, state)}`;
  };
  const busy = (isBusy: boolean): void => {
    for (const button of [on, off, update, sealedOn])
      if (button) (button as HTMLButtonElement).disabled = isBusy;
  };
  const run = (work: () => Promise<void>): void => {
    busy(true);
    work()
      .catch(() => say('failed'))
      .then(() => busy(false));
  };

  on.addEventListener('click', () =>
    run(async () => {
      say('busy');
      const registration = await navigator.serviceWorker.register(workerUrl, { scope });
      const { keys, language, languages } = data;
      const { state } = await ask(await activeOf(registration), { type: 'keep', keys, language, languages });
      show(state);
      if (state !== null) return;
      await clean();
      say('failed');
    }),
  );
  off.addEventListener('click', () =>
    run(async () => {
      await clean();
      show(null);
    }),
  );
  update?.addEventListener('click', () =>
    run(async () => {
      const registration = await ours();
      if (registration === null) return show(null);
      status.textContent = data.words.searching;
      const { outcome, state } = await ask(await activeOf(registration), { type: 'look' });
      show(state);
      if (outcome === 'same') status.textContent = data.words.nothing_new;
      if (outcome === 'none') status.textContent = data.words.none_answers;
      if (outcome === 'foreign') status.textContent = data.words.foreign;
    }),
  );

  sealedOn?.addEventListener('click', () =>
    run(async () => {
      const registration = await ours();
      if (registration === null) return show(null);
      say('busy');
      const { outcome, state } = await ask(await activeOf(registration), { type: 'keep-sealed' });
      show(state);
      if (outcome === 'none') say('failed');
    }),
  );

  root.hidden = false;
  run(async () => {
    const registration = await ours();
    show(registration === null ? null : (await ask(await activeOf(registration), { type: 'state' })).state);
  });
}

const root = part('keep');
const json = part('keep-data')?.textContent;
// A file is a secure context for Chromium, and still has no service worker.
const isServed = /^https?:$/.test(location.protocol);
const isAble = isServed && window.isSecureContext && 'serviceWorker' in navigator && 'caches' in window;
if (root && json && isAble && typeof BigInt !== 'undefined') start(root, JSON.parse(json) as PageData);
