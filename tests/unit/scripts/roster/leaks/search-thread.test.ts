import { afterEach, expect, it } from 'vitest';
import { grammarOf, LeakGate } from '../../../../../scripts/roster/leaks/gate.ts';
import { SearchHere } from '../../../../../scripts/roster/leaks/release-search.ts';
import { SearchThread } from '../../../../../scripts/roster/leaks/search-thread.ts';
import { readPopulation } from '../../../../../scripts/roster/population-folder.ts';
import { noise } from './plants.ts';

const grammar = grammarOf(readPopulation());
const men = [
  {
    record_id: 'R-100001',
    surname: 'Задунайский',
    given_name: 'Пётр',
    birth: { year: 1990, month: 5, day: 7 },
  },
  { record_id: 'R-100002', surname: 'Стремянов', message: 'Мама, я жив и здоров, скоро буду дома' },
  ...Array.from({ length: 5000 }, (_, index) => ({ record_id: `Q-${200_000 + index}` })),
];
const files: [string, Uint8Array][] = [
  ['a.txt', Buffer.from('for Mr Zadunaiskii, R-100002, 07.05.1990, Q-204999')],
  ['b.bin', noise(50_000, 3)],
  ['c.txt', Buffer.from('я жив и здоров скоро')],
  ...Array.from({ length: 60 }, (_, index): [string, Uint8Array] => [`${index}.bin`, noise(2000, index)]),
];
let thread: SearchThread | null = null;

afterEach(() => thread?.end());

it('a search on a thread of its own finds what one on the thread of its caller finds', async () => {
  thread = new SearchThread();
  const here = new SearchHere();
  for (const search of [here, thread]) {
    for (const man of men) search.add(man);
    search.begin(grammar);
    for (const [file, bytes] of files) await search.search(file, bytes);
  }
  const report = await thread.report();
  expect(report).toEqual(await here.report());
  expect(new Set(report.hits.map(({ kind }) => kind))).toEqual(
    new Set(['surname', 'record_id', 'birth_date', 'message']),
  );
  expect(report).toMatchObject({ needles: men.length, files: files.length });
});

it('bytes that change after they were given are searched as they were', async () => {
  thread = new SearchThread();
  thread.add({ record_id: 'R-1', surname: 'Задунайский' });
  const gate = new LeakGate(thread, grammar);
  const bytes = Buffer.from('Задунайский');
  const given = gate.search('a.txt', bytes);
  bytes.fill(0);
  await given;
  await expect(gate.close()).rejects.toThrow(/a\.txt, offset 0: surname of record R-1/);
});

it('a thread that ends or fails lets nothing pass', async () => {
  thread = new SearchThread();
  const gate = new LeakGate(thread, grammar);
  await gate.search('a.txt', Buffer.from('nothing'));
  thread.end();
  await expect(gate.close()).rejects.toThrow(/ended/);
  thread = new SearchThread();
  // No grammar: the thread fails with the first file.
  await Promise.allSettled([thread.search('a.txt', Buffer.from('nothing'))]);
  await expect(thread.report()).rejects.toThrow(/grammar/);
});
