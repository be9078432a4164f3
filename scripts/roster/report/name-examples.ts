import type { Description, Man } from '../../../src/roster/description.ts';
import type { Partition } from '../../../src/roster/partition.ts';
import type { RowClasses } from '../../../src/roster/row-classes.ts';
import type { Population } from '../../../src/schemas/population.ts';

/** What the men of a name would get, for one surname initial. */
export interface NameExample {
  givenName: string;
  rank: 'common' | 'rare';
  /** Men of the country with this name; null for a name that is in no table. */
  men: number | null;
  rows: { surnameInitial: string; row: Description | null; men: number }[];
}

/** Five of the commonest names and five rare ones, the last of them in no table. */
export function nameExamples(
  population: Population,
  partition: Partition,
  classes: RowClasses,
): NameExample[] {
  const { counts } = partition;
  const total = (name: string): number => counts.givenName(name).reduce((sum, men) => sum + men, 0);
  const ranked = counts.initials
    .flatMap((initial) => counts.namesOf(initial))
    .map((name) => ({ name, men: total(name) }))
    .sort((a, b) => b.men - a.men);
  const rarely = [20_000, 5_000, 1_500, 500].flatMap((men) => ranked.find((name) => name.men <= men) ?? []);
  const birthYear = population.men[Math.floor(population.men.length / 2)]?.year ?? 0;
  const exampleOf = (givenName: string, rank: NameExample['rank'], men: number | null): NameExample => ({
    givenName,
    rank,
    men,
    rows: exampleInitials(counts).map((surnameInitial) => {
      const man: Man = {
        given_name: givenName,
        surname_initial: surnameInitial,
        patronymic_initial: commonestPatronymic(counts),
        birth: { year: birthYear, month: 5, day: 12 },
      };
      const row = classes.describe(man);
      return { surnameInitial, row, men: row === null ? 0 : (classes.classOf(row)?.expected ?? 0) };
    }),
  });
  const unknown = `${ranked[0]?.name.charAt(0)}${'ю'.repeat(3)}`;
  return [
    ...ranked.slice(0, 5).map(({ name, men }) => exampleOf(name, 'common', men)),
    ...rarely.map(({ name, men }) => exampleOf(name, 'rare', men)),
    exampleOf(unknown, 'rare', null),
  ];
}

/** The commonest surname initial, and one that few have. */
function exampleInitials({ initials, surnameInitial }: Partition['counts']): string[] {
  const sorted = [...initials].sort(
    (a, b) => (surnameInitial(b)[0] as number) - (surnameInitial(a)[0] as number) || (a < b ? -1 : 1),
  );
  return [sorted[0], sorted[Math.floor(sorted.length * 0.75)]].flatMap((initial) => initial ?? []);
}

function commonestPatronymic({ initials, patronymicInitial }: Partition['counts']): string {
  const total = (initial: string): number =>
    patronymicInitial(initial).reduce((sum, share) => sum + share, 0);
  return [...initials].sort((a, b) => total(b) - total(a))[0] ?? '';
}
