import { type SearchClient, searchClient } from '../../search/client.ts';
import type { SearchQuery, SearchResult } from '../../search/query.ts';
import { rehearsal } from '../../search/rehearsal.ts';
import type { SiteData } from '../../search/site-data.ts';
import { nextTask } from '../code/next-task.ts';
import { type BirthText, readBirth } from './birth-fields.ts';
import { createCheckView } from './check-view.ts';
import type { CheckWords } from './check-words.ts';
import { engineHere, engineInWorker } from './engine-worker.ts';
import { loadScript } from './load-script.ts';
import { nextFrame } from './next-frame.ts';
import { element, slot } from './page-element.ts';

/**
 * The check page: what is typed goes to the engine (in a worker where there is one) and the answer to the page, and
 * neither goes anywhere else. Data came with the page as classic scripts in `globalThis.vestochka`.
 */

declare global {
  var vestochka: SiteData | undefined;
}

const form = element('check', HTMLFormElement);
const nameField = element('name', HTMLInputElement);
const birthFields = {
  day: element('day', HTMLInputElement),
  month: element('month', HTMLInputElement),
  year: element('year', HTMLInputElement),
};
const birthError = element('birth-error', HTMLParagraphElement);
const words = JSON.parse(element('check-words', HTMLScriptElement).textContent ?? '') as CheckWords; // written by CheckForm.astro
const view = createCheckView(words);
const data: SiteData = globalThis.vestochka ?? {};
/** Rosters too large to come with the page are fetched in parts, and only when she presses the button. */
const inParts = data.roster === undefined && data.shardIndex !== undefined;

function typedQuery(): SearchQuery {
  const text: BirthText = {
    day: birthFields.day.value,
    month: birthFields.month.value,
    year: birthFields.year.value,
  };
  const { birth, invalid } = readBirth(text, new Date().getFullYear());
  for (const [name, field] of Object.entries(birthFields)) {
    if (invalid.some((bad) => bad === name)) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
  birthError.hidden = invalid.length === 0;
  return { name: nameField.value, birth };
}

/** Starts the engine: in a worker, or here where the worker does not answer. */
async function startedClient(): Promise<SearchClient> {
  const load = { names: '', cells: '', shardIndex: '', roster: '', ...data };
  // Making a worker and starting an engine are long enough for a task each.
  await nextTask();
  const worker = engineInWorker();
  if (worker !== null) {
    const client = searchClient(worker);
    try {
      await client.load(load);
      return client;
    } catch {
      // Some browsers refuse a worker only after it was made. A roster that is damaged fails again below.
    }
  }
  await nextTask();
  const client = searchClient(engineHere());
  await client.load(load);
  return client;
}

let asked = 0;

async function answer(client: SearchClient, pressed: boolean): Promise<void> {
  asked += 1;
  const question = asked;
  const query = typedQuery();
  form.dataset.busy = '';
  const understood = await client.search(query);
  // Null: something else was asked meanwhile, and its own answer will be shown.
  if (understood === null) return;
  // Two halves of the page in one frame keep a slow phone busy for more than 50 ms.
  if (view.showCompared(understood)) await nextFrame();
  if (question !== asked) return;
  if (pressed && understood.outcome !== 'idle') view.bringIntoView();
  if (!inParts || understood.outcome === 'idle') await view.showResult(understood);
  else if (!pressed) await view.showState('press');
  else {
    const found = await resultFromParts(client, query);
    // What she typed since then has been answered.
    if (question !== asked) return;
    await (found === null ? view.showAsk(understood) : view.showResult(found));
  }
  if (question === asked) delete form.dataset.busy;
}

/**
 * A large roster is not touched while she types; when she presses, at most two parts of it are fetched. Null where that
 * is too little, or where something else was asked meanwhile.
 */
async function resultFromParts(client: SearchClient, query: SearchQuery): Promise<SearchResult | null> {
  const needed = await client.shardsFor(query);
  if (needed === null) return null;
  await fetchParts(client, needed);
  return client.search(query);
}

/** Fetches the parts of the roster that a query needs, as scripts: `file://` has no other way. */
async function fetchParts(client: SearchClient, needed: readonly number[]): Promise<void> {
  const missing = needed.filter((shard) => data.shards?.[shard] === undefined);
  if (missing.length > 0) void view.showState('loading');
  await Promise.all(missing.map((shard) => loadScript(`roster/${shard}.js`)));
  await client.use(Object.fromEntries(needed.map((shard) => [shard, data.shards?.[shard] ?? ''])));
}

function showDamage(error: unknown): void {
  void view.showState('damaged');
  delete form.dataset.busy;
  form.dataset.damaged = error instanceof Error ? error.name : 'Error';
}

/** It ends at her first key. */
async function rehearse(client: SearchClient): Promise<void> {
  for (const name of rehearsal) {
    await nextTask();
    if (asked > 0) return;
    await client.search({ name, birth: {} });
  }
}

async function start(): Promise<void> {
  // Where all scripts have come already, one task runs them one after the other.
  await nextTask();
  void view.showState('loading');
  const client = await startedClient();
  slot<HTMLFieldSetElement>(form, 'controls').disabled = false;
  slot(form, 'search').hidden = !inParts;
  void view.showState('idle');
  form.dataset.ready = '';

  const ask = (pressed: boolean): void => void answer(client, pressed).catch(showDamage);
  form.addEventListener('input', () => ask(false));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask(true);
  });
  // The fields are emptied after the event, so the question waits until then.
  form.addEventListener('reset', () => setTimeout(() => ask(false), 0));
  await rehearse(client);
}

// Neither "back" nor a restored tab shows what was typed.
const forget = (): void => form.reset();
addEventListener('pagehide', forget);
addEventListener('pageshow', forget);

start().catch(showDamage);
