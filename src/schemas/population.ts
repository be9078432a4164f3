import { z } from 'zod';

/**
 * `content/population/`: the reference population of which the roster's rows describe cells. One YAML file says what
 * the tables are, where they come from and what they are worth; four CSV tables hold the figures.
 */
const share = z.number().min(0).max(1);
const table = z.strictObject({
  file: z.string().regex(/^[a-z-]+\.csv$/),
  holds: z.string().min(1),
  source: z.string().min(1),
  caveat: z.string().min(1),
});

const populationFileSchema = z
  .strictObject({
    title: z.string().min(1),
    reference_date: z.iso.date(),
    father_age: z.number().min(14).max(60),
    incomplete: z.strictObject({ without_patronymic: share, without_full_date: share }),
    decades: z.array(z.int().min(1850).max(2100)).min(1),
    groups: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z_]+$/),
          share: z.array(share),
          own_names: z.array(share),
          believed: share.default(1),
        }),
      )
      .min(1),
    tables: z.strictObject({
      men: table,
      given_names: table,
      patronymic_initials: table,
      surname_initials: table,
    }),
  })
  .superRefine(({ decades, groups }, context) => {
    if (decades.some((decade, index) => index > 0 && decade <= (decades[index - 1] as number))) {
      context.addIssue({ code: 'custom', message: 'decades must ascend.', path: ['decades'] });
    }
    for (const [index, group] of groups.entries()) {
      for (const column of ['share', 'own_names'] as const) {
        if (group[column].length === decades.length) continue;
        const message = `${column} of ${group.id} needs one figure for each of ${decades.length} decades.`;
        context.addIssue({ code: 'custom', message, path: ['groups', index, column] });
      }
    }
    for (const [index, decade] of decades.entries()) {
      const sum = groups.reduce((total, group) => total + (group.share[index] ?? 0), 0);
      if (Math.abs(sum - 1) < 0.005) continue;
      const message = `the groups' shares of ${decade} add up to ${sum.toFixed(3)}, not to 1.`;
      context.addIssue({ code: 'custom', message, path: ['groups'] });
    }
  });

export type PopulationFile = z.infer<typeof populationFileSchema>;

const count = z.coerce.number().min(0);
const initial = z.string().regex(/^\p{Lu}$/u);
/** A given name as rows write it, or its initial and `…` for the names that are not in the table. */
const nameOrRest = z.string().regex(/^\p{Lu}(…|[\p{L}’'-]*)$/u);

/** Columns by their headers; `null` where the headers are decades or groups. */
const populationRowSchemas = {
  men: z.tuple([z.coerce.number().int().min(1900).max(2099), count]),
  given_names: z.tuple([z.string(), nameOrRest]).rest(count),
  patronymic_initials: z.tuple([z.string(), initial]).rest(count),
  surname_initials: z.tuple([initial]).rest(count),
} as const;

/** A row of shares by decade of one group. */
export interface ShareRow {
  group: string;
  /** A given name, `Б…`, or an initial. */
  key: string;
  /** One share (0 to 1) for each decade of the table's header. */
  shares: number[];
}

/** The whole of `content/population/`, checked and in shares. */
export interface Population {
  file: PopulationFile;
  /** Men alive by year of birth, ascending and without gaps. */
  men: { year: number; men: number }[];
  givenNames: { decades: number[]; rows: ShareRow[] };
  patronymicInitials: { decades: number[]; rows: ShareRow[] };
  surnameInitials: ShareRow[];
}

/** A table of `content/population/` is not as it must be; the message names file and line. */
export class PopulationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PopulationError';
  }
}

export type PopulationTable = keyof PopulationFile['tables'];

/**
 * Checks and reads a population.
 * @param yaml the parsed `population.yaml`
 * @param text the text of a table file
 * @throws PopulationError with file, line and what to mend
 */
export function parsePopulation(yaml: unknown, text: (file: string) => string): Population {
  const result = populationFileSchema.safeParse(yaml);
  if (!result.success) throw new PopulationError(`population.yaml: ${z.prettifyError(result.error)}`);
  const file = result.data;
  const groups = file.groups.map(({ id }) => id);
  const read = (table: PopulationTable, keys: readonly string[]) =>
    readTable(table, file.tables[table].file, text(file.tables[table].file), keys);

  const menTable = read('men', ['birth_year', 'men']);
  const men = menTable.rows.map(([year, men]) => ({ year: Number(year), men: Number(men) }));
  const gap = men.findIndex(({ year }, index) => index > 0 && year !== (men[index - 1]?.year ?? 0) + 1);
  if (gap >= 0)
    throw new PopulationError(`${file.tables.men.file}, line ${gap + 2}: years must follow one another.`);
  if (men.length === 0) throw new PopulationError(`${file.tables.men.file}: no men.`);

  const givenNames = shareTable(read('given_names', ['group', 'given_name']), groups);
  const patronymicInitials = shareTable(read('patronymic_initials', ['group', 'initial']), groups);
  const surnameTable = read('surname_initials', ['initial', ...groups]);
  const surnameInitials = surnameTable.rows.flatMap(([key, ...shares]) =>
    groups.map((group, index) => ({ group, key: key as string, shares: [Number(shares[index]) / perShare] })),
  );
  for (const group of groups) {
    checkSum(file.tables.given_names.file, group, givenNames.rows, givenNames.decades.length);
    checkSum(
      file.tables.patronymic_initials.file,
      group,
      patronymicInitials.rows,
      patronymicInitials.decades.length,
    );
    checkSum(file.tables.surname_initials.file, group, surnameInitials, 1);
  }
  return { file, men, givenNames, patronymicInitials, surnameInitials };
}

const perShare = 100_000;

interface CsvTable {
  file: string;
  header: string[];
  rows: string[][];
}

function readTable(table: PopulationTable, file: string, text: string, keys: readonly string[]): CsvTable {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = (lines[0] ?? '').split(',');
  if (keys.some((key, index) => header[index] !== key)) {
    throw new PopulationError(`${file}, line 1: the header must begin with ${keys.join(',')}.`);
  }
  const rows: string[][] = [];
  const known = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const row = line.split(',');
    const checked = populationRowSchemas[table].safeParse(row);
    const problem =
      row.length !== header.length
        ? `${header.length} fields are needed, ${row.length} are there`
        : checked.success
          ? null
          : z.prettifyError(checked.error);
    if (problem !== null) throw new PopulationError(`${file}, line ${index + 1}: ${problem}.`);
    const key = row.slice(0, keys[0] === 'group' ? 2 : 1).join(' ');
    if (known.has(key)) throw new PopulationError(`${file}, line ${index + 1}: ${key} stands there twice.`);
    known.add(key);
    rows.push(row);
  }
  return { file, header, rows };
}

function shareTable({ file, header, rows }: CsvTable, groups: readonly string[]) {
  const decades = header.slice(2).map(Number);
  if (decades.length === 0 || decades.some((decade) => !Number.isInteger(decade))) {
    throw new PopulationError(`${file}, line 1: the columns after the second must be decades.`);
  }
  const read = rows.map(([group, key, ...shares], index): ShareRow => {
    if (!groups.includes(group as string)) {
      throw new PopulationError(`${file}, line ${index + 2}: ${group} is no group of population.yaml.`);
    }
    return {
      group: group as string,
      key: key as string,
      shares: shares.map((share) => Number(share) / perShare),
    };
  });
  return { decades, rows: read };
}

function checkSum(file: string, group: string, rows: readonly ShareRow[], columns: number): void {
  for (let column = 0; column < columns; column += 1) {
    const sum = rows.reduce(
      (total, row) => total + (row.group === group ? (row.shares[column] as number) : 0),
      0,
    );
    if (Math.abs(sum - 1) > 0.02) {
      throw new PopulationError(
        `${file}: the shares of ${group} in column ${column + 1} add up to ${sum.toFixed(3)}, not to 1.`,
      );
    }
  }
}
