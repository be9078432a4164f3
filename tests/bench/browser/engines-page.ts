import { foldCyrillic, initialOfName } from '../../../src/names/fold.ts';
import { type GivenNameIndex, givenNameIndex } from '../../../src/names/given-names.ts';
import { assignments, readField } from '../../../src/names/read-query.ts';
import { loadNameTables, type NameTables } from '../../../src/names/tables.ts';
import { initialsOf } from '../../../src/names/word.ts';
import { startEngine } from '../../../src/search/engine.ts';
import type { EnginePort, FromEngine, ToEngine } from '../../../src/search/messages.ts';
import type { SearchQuery } from '../../../src/search/query.ts';
import { rehearsal } from '../../../src/search/rehearsal.ts';
import type { SiteData } from '../../../src/search/site-data.ts';
import { libraries } from '../names/libraries.ts';

/**
 * What the measuring page runs in Chromium, on its own thread: the engine as the check page has it, and libraries over
 * rows of text that say the same as the roster's rows.
 */

/** A row as text for libraries, and what is asked: as words that agree only where the row fits. */
export interface TextQuery {
  readonly name: string;
  /** Words for the birth date. */
  readonly birth: string;
}

let port: EnginePort | null = null;
let answer: FromEngine | null = null;
let tables: NameTables | null = null;
let index: GivenNameIndex | null = null;
let ask: ((text: string) => readonly number[]) | null = null;

function send(message: ToEngine): FromEngine {
  port?.onmessage?.({ data: message });
  if (answer === null) throw new Error('The engine did not answer.');
  return answer;
}

/** Work in a task of its own, by a function that a trace shows under its name (`timedCall`). */
function inTask<Value>(work: () => Value): Promise<Value> {
  return new Promise((done, fail) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = function timedCall(): void {
      try {
        done(work());
      } catch (error) {
        fail(error);
      }
    };
    port2.postMessage(null);
  });
}

function load(data: SiteData): void {
  port = {
    postMessage: (message) => {
      answer = message;
    },
    onmessage: null,
  };
  startEngine(port);
  const { names = '', roster = '', cells = '' } = data;
  const { kind } = send({ kind: 'load', names, roster, cells, shardIndex: '' });
  if (kind !== 'ready') throw new Error('The engine did not load.');
  tables = loadNameTables(names);
  index = givenNameIndex(tables);
}

/** @returns refs, best first */
function search(query: SearchQuery): string[] {
  const found = send({ kind: 'search', id: 1, query });
  if (found.kind !== 'result') throw new Error('The engine failed.');
  return found.result.matches.map(({ entry }) => entry.ref);
}

/** How long each call took is told by a trace: the clock of a page knows nothing of others who use the machine. */
const bench = {
  libraries: libraries.map(({ name }) => name),

  load(data: SiteData): Promise<void> {
    performance.mark('begun');
    return inTask(() => load(data));
  },

  /** What the check page does before the first key. */
  rehearse: (): void => {
    for (const name of rehearsal) search({ name, birth: {} });
  },

  /** @returns refs, best first */
  async search(queries: readonly SearchQuery[]): Promise<string[][]> {
    performance.mark('begun');
    const found: string[][] = [];
    for (const query of queries) found.push(await inTask(() => search(query)));
    return found;
  },

  index(name: string, texts: readonly string[]): Promise<void> {
    performance.mark('begun');
    const library = libraries.find((one) => one.name === name);
    return inTask(() => {
      ask = library?.rows(texts) ?? null;
    });
  },

  /**
   * Rows, best first. The library is given what our rules understand of the name, and its time is the library's alone.
   * @param patience milliseconds after which no more is asked
   */
  async find(queries: readonly TextQuery[], patience: number): Promise<(readonly number[])[]> {
    performance.mark('begun');
    const end = performance.now() + patience;
    const found: (readonly number[])[] = [];
    for (const { name, birth } of queries) {
      if (found.length > 0 && performance.now() > end) break;
      const text = `${understood(name)} ${birth}`;
      found.push(await inTask(() => ask?.(text) ?? []));
    }
    return found;
  },
};

/** `александр пс фи`: the given name folded, and initials with their part, as rows of text have them. */
function understood(name: string): string {
  if (tables === null || index === null) throw new Error('Nothing is loaded yet.');
  const { tokens } = readField(name, tables, index);
  const [best] = assignments(tokens);
  if (best === undefined) return '';
  const words: string[] = [];
  const given = best.given === null ? undefined : tokens[best.given];
  if (given !== undefined) {
    const canonical = given.given[0]?.name;
    words.push(canonical === undefined ? (given.word.folds[0] ?? '') : foldCyrillic(canonical.toLowerCase()));
  }
  const father = best.patronymic === null ? undefined : tokens[best.patronymic];
  const fathers = father?.patronymic?.fathers[0];
  if (father !== undefined) {
    words.push(`п${fathers === undefined ? (initialsOf(father.word)[0] ?? '') : initialOfName(fathers)}`);
  }
  const surname = best.surname.map((at) => tokens[at]).find((one) => one !== undefined);
  if (surname !== undefined) words.push(`ф${initialsOf(surname.word)[0] ?? ''}`);
  return words.join(' ').toLowerCase();
}

export type Bench = typeof bench;
Object.assign(globalThis, { bench });
