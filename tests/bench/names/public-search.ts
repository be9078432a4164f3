import { compiledNameTables } from '../../../scripts/names/name-tables.ts';
import { loadNameTables } from '../../../src/names/tables.ts';
import { viewOfEntries } from '../../../src/roster/roster-view.ts';
import { createSearch } from '../../../src/search/search.ts';
import { milliseconds, percent, percentWithInterval, quantile, type Share, Table } from './figures.ts';
import { cellIndexOf, publicRoster, rowKey } from './public-rows.ts';
import { kinds, questions } from './queries.ts';
import { people } from './register.ts';
import { fullName } from './whole-names.ts';

/** The search of the check page over cells instead of names. Men whose row says the same are one answer. */
export function printPublicSearch(size: number, perKind: number): void {
  const register = people(size, 11);
  const roster = publicRoster(register);
  const { entries, men, rowOf } = roster;
  const started = performance.now();
  const search = createSearch({
    view: viewOfEntries(entries),
    names: loadNameTables(compiledNameTables()),
    cells: cellIndexOf(roster),
  });
  const indexTime = performance.now() - started;
  process.stdout.write(
    `\nThe public roster of ${size} men: ${entries.length} rows (${size - entries.length} men sealed only), full birth date given\n`,
  );
  const table = new Table(['kind of question', 'hit@1', 'recall@10', 'strong at 1'], [24, 9, 10, 12]);
  const asked = questions(men, perKind, 5);
  const times: number[] = [];
  const all = [0, 1, 2].map((): Share => ({ hits: 0, of: 0 }));
  for (const kind of kinds) {
    const shares = all.map((): Share => ({ hits: 0, of: 0 }));
    for (const { text, person } of asked.filter((question) => question.kind === kind)) {
      const row = rowOf(person);
      const start = performance.now();
      const { matches } = search({ name: text, birth: person.birth });
      times.push(performance.now() - start);
      const at = matches.findIndex(({ entry }) => row !== null && rowKey(entry) === rowKey(row));
      const hits = [at === 0, at >= 0, at === 0 && matches[0]?.fit === 'strong'];
      for (const [column, hit] of hits.entries()) {
        for (const share of [shares[column], all[column]]) {
          if (share === undefined) continue;
          share.of += 1;
          if (hit) share.hits += 1;
        }
      }
    }
    table.line([kind, ...shares.map(percent)]);
  }
  table.line(['all', ...all.map(percent)]);
  const have = new Set(entries.map(rowKey));
  const known = new Set(register.map(fullName));
  const absent = people(3000, 99).filter((person) => !known.has(fullName(person)));
  const strong: Share = { hits: 0, of: absent.length };
  const chance: Share = { hits: 0, of: absent.length };
  for (const person of absent) {
    if (search({ name: fullName(person), birth: person.birth }).matches[0]?.fit === 'strong')
      strong.hits += 1;
    const row = rowOf(person);
    if (row !== null && have.has(rowKey(row))) chance.hits += 1;
  }
  process.stdout.write(
    `absent men with any strong fit ${percentWithInterval(strong)} %; by chance on this roster ${percentWithInterval(chance)} % (${absent.length} men)\n` +
      `p50 ${milliseconds(quantile(times, 0.5))} ms, p95 ${milliseconds(quantile(times, 0.95))} ms, index ${milliseconds(indexTime)} ms\n`,
  );
}
