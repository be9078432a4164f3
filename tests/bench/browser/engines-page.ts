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

function timed<Value>(run: () => Value): { value: Value; time: number } {
  const start = performance.now();
  const value = run();
  return { value, time: performance.now() - start };
}

const bench = {
  libraries: libraries.map(({ name }) => name),

  /** @returns how long it took, in ms */
  load(data: SiteData): number {
    return timed(() => {
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
    }).time;
  },

  /** What the check page does before the first key. @returns how long each search took */
  rehearse(): number[] {
    return rehearsal.map((name) => bench.search({ name, birth: {} }).time);
  },

  /** @returns refs, best first, and how long it took */
  search(query: SearchQuery): { refs: string[]; time: number } {
    const { value, time } = timed(() => send({ kind: 'search', id: 1, query }));
    if (value.kind !== 'result') throw new Error('The engine failed.');
    return { refs: value.result.matches.map(({ entry }) => entry.ref), time };
  },

  index(name: string, texts: readonly string[]): number {
    const library = libraries.find((one) => one.name === name);
    return timed(() => {
      ask = library?.rows(texts) ?? null;
    }).time;
  },

  /** Rows, best first. The library is given what our rules understand of the name, and its time is the library's alone. */
  find({ name, birth }: TextQuery): { rows: readonly number[]; time: number } {
    const text = `${understood(name)} ${birth}`;
    const { value, time } = timed(() => ask?.(text) ?? []);
    return { rows: value, time };
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
