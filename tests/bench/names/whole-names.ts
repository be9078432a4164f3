import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Engine, engines } from './engines.ts';
import {
  milliseconds,
  percent,
  percentFinely,
  percentWithInterval,
  quantile,
  type Share,
  Table,
} from './figures.ts';
import { kinds, type Question, questions } from './queries.ts';
import { type Person, people } from './register.ts';
import { shippedBytes } from './shipped.ts';

/** Whole names: our search beside the libraries, on the same rows, asked the same questions. */
export interface WholeNamesOptions {
  readonly sizes: readonly number[];
  readonly perKind: number;
  /** Only engines whose name contains one of these words; all when there is none. */
  readonly only: readonly string[];
  /** A slow engine is asked for so many milliseconds, every kind in turn; what was asked until then counts. */
  readonly patience: number;
  readonly withKinds: boolean;
}

const heads = [
  'engine',
  'rows',
  'asked',
  'recall@1, %',
  'recall@10, %',
  'absent',
  'false hope, %',
  'chance, %',
  'p50 ms',
  'p95 ms',
  'index s',
  'heap MB',
  'shipped kB',
];
const widths = [36, 7, 5, 18, 18, 6, 18, 9, 7, 7, 7, 7, 10];
const fewestOfAKind = 1;

/** One register and what is asked about it. */
interface Trial {
  readonly register: readonly Person[];
  /** Rows by the name that they say: telling two men of one name apart is not asked of anybody. */
  readonly rowsOfName: ReadonlyMap<string, ReadonlySet<number>>;
  readonly asked: readonly Question[];
  readonly absent: readonly Person[];
  /** How many men who are not in the register have a namesake there. */
  readonly chance: Share;
}

export async function printWholeNames(options: WholeNamesOptions): Promise<void> {
  const { sizes, only } = options;
  const trials = sizes.map((size) => trialOf(size, options.perKind));
  process.stdout.write(
    `\nWhole names: ${kinds.length} kinds of questions in turn. In brackets: 95 % confidence. An engine is asked for at most ${options.patience / 1000} s (columns "asked", "absent").\n` +
      'False hope: absent men, none with a namesake in the register, for whom anything comes back; of ours, anything strong. Chance: of all men drawn, those who have a namesake there.\n' +
      'Index: without the time that our text took to read. Shipped: what a page loads, gzip.\n',
  );
  const table = new Table(heads, widths);
  const wanted = engines.filter(
    ({ name }) => only.length === 0 || only.some((word) => name.toLowerCase().includes(word.toLowerCase())),
  );
  for (const engine of wanted) {
    const bytes = await shippedBytes(engine.module);
    for (const trial of trials) measure(engine, trial, bytes, table, options);
  }
}

function trialOf(size: number, perKind: number): Trial {
  const register = people(size, 11);
  const rowsOfName = new Map<string, Set<number>>();
  register.forEach((person, row) => {
    const key = fullName(person);
    rowsOfName.set(key, (rowsOfName.get(key) ?? new Set()).add(row));
  });
  const drawn = people(Math.max(3000, perKind * 20), 99);
  const absent = drawn.filter((person) => !rowsOfName.has(fullName(person)));
  const chance = { hits: drawn.length - absent.length, of: drawn.length };
  return { register, rowsOfName, asked: inTurn(questions(register, perKind, 5)), absent, chance };
}

export function fullName({ surname, given_name, patronymic }: Person): string {
  return `${surname} ${given_name} ${patronymic}`;
}

/** One question of each kind, then the next of each, so that a slow engine is asked every kind. */
function inTurn(asked: readonly Question[]): Question[] {
  const seen = new Map<string, number>();
  const turns = asked.map((question) => {
    const turn = seen.get(question.kind) ?? 0;
    seen.set(question.kind, turn + 1);
    return { question, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ question }) => question);
}

function measure(
  engine: Engine,
  { register, rowsOfName, asked, absent, chance }: Trial,
  bytes: number,
  table: Table,
  { patience, withKinds }: WholeNamesOptions,
): void {
  engine.prepare?.(register);
  const before = usedHeap();
  const started = performance.now();
  const ask = engine.build(register);
  const indexTime = performance.now() - started;
  const heap = usedHeap() - before;
  const times: number[] = [];
  const first = new Map<string, Share>();
  const ten = new Map<string, Share>();
  const begun = performance.now();
  for (const [number, { kind, text, person }] of asked.entries()) {
    if (number >= fewestOfAKind * kinds.length && performance.now() - begun > patience) break;
    const start = performance.now();
    const { rows } = ask(text);
    times.push(performance.now() - start);
    const right = rowsOfName.get(fullName(person));
    const at = rows.findIndex((row) => right?.has(row));
    count(first, kind, at === 0);
    count(ten, kind, at >= 0);
  }
  const hope: Share = { hits: 0, of: 0 };
  const absentBegun = performance.now();
  for (const person of absent) {
    if (performance.now() - absentBegun > patience / 2) break;
    hope.of += 1;
    if (ask(fullName(person)).strong) hope.hits += 1;
  }
  table.line([
    engine.name,
    String(register.length),
    String(times.length),
    percentWithInterval(sum(first)),
    percentWithInterval(sum(ten)),
    String(hope.of),
    percentWithInterval(hope),
    percentFinely(chance),
    milliseconds(quantile(times, 0.5)),
    milliseconds(quantile(times, 0.95)),
    (indexTime / 1000).toFixed(2),
    (heap / 1e6).toFixed(0),
    (bytes / 1000).toFixed(1),
  ]);
  if (!withKinds) return;
  for (const [kind, share] of first) {
    const found = ten.get(kind) ?? { hits: 0, of: 0 };
    table.line([`    ${kind}`, '', String(share.of), percent(share), percent(found)]);
  }
}

function count(shares: Map<string, Share>, kind: string, hit: boolean): void {
  const share = shares.get(kind) ?? { hits: 0, of: 0 };
  share.of += 1;
  if (hit) share.hits += 1;
  shares.set(kind, share);
}

function sum(shares: ReadonlyMap<string, Share>): Share {
  const total: Share = { hits: 0, of: 0 };
  for (const { hits, of } of shares.values()) {
    total.hits += hits;
    total.of += of;
  }
  return total;
}

let collectGarbage: (() => void) | null = null;

function usedHeap(): number {
  if (collectGarbage === null) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void; // what --expose-gc puts there
  }
  // Twice: what finalizers hold is freed only by the second.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
