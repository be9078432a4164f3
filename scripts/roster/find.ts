import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Reason } from '../../src/names/reason.ts';
import { formatRef } from '../../src/roster/ref-code.ts';
import { names } from '../names/name-tables.ts';
import { todayIso } from './clock.ts';
import { exit, UsageError } from './exit.ts';
import { readFindQuery } from './find/query.ts';
import { createRecordSearch, type SearchedRecord } from './find/record-search.ts';
import { type Ledger, readLedger } from './ledger/ledger-file.ts';
import { currentListing } from './ledger/rollback.ts';
import { defaultLedger } from './publish/arguments.ts';
import { familyCode } from './publish/sealed-part.ts';
import { readRegister } from './register/read-register.ts';
import { requireFile } from './register-file.ts';

export const help = `Finds the record that a caller asks for.

  npm run --silent roster -- find REGISTER [QUERY] [--ledger FILE] [--json]

  QUERY          a name as the caller says it ("Иванова Сашу 98 года"), a reference code, a family code or a record id
  --ledger FILE  for reference and family codes (private/ledger.jsonl)
  --json         {"matches":[{"record_id","ref","fit","reasons"}]}, one line for each query

What looks like a code is never read as a name. ref is null for a man without a public row.
Without QUERY it reads queries from standard input, one a line, until it ends; in a terminal it asks for them.
A birth date alone finds everybody born then. At most ten matches, best first. fit: "strong" = every part that was given
agrees, in any script, case, order or language; "possible" = nothing contradicts, but a part is missing, has a slip, or
is spelled as other men have it on their papers (Данил and Даниил, Намигович and Намиг оглы).
A reference code is public: it says which record is meant and proves nothing about the caller.
Exit: 0 found (or nothing was asked for), 1 nothing found or a register that cannot be read, 2 usage.
`;

interface Found {
  readonly record: SearchedRecord;
  readonly fit: 'strong' | 'possible';
  readonly reasons: readonly Reason[];
}

interface Answer {
  /** At most ten, best first. */
  readonly found: readonly Found[];
  /** How many records fit. */
  readonly total: number;
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ledger: { type: 'string', default: defaultLedger },
      json: { type: 'boolean', default: false },
    },
  });
  const [register, ...words] = positionals;
  if (register === undefined) throw new UsageError('Name a register.');
  requireFile(register);
  const started = performance.now();
  const records: SearchedRecord[] = [];
  const reading = await readRegister(register, {
    today: todayIso(),
    onRecord({ record_id, surname, given_name, patronymic, birth }) {
      records.push({
        record_id,
        surname,
        given_name,
        birth,
        ...(patronymic === undefined ? {} : { patronymic }),
      });
    },
  });
  if (reading.problems.length > 0) {
    const [first, ...more] = reading.problems;
    if (records.length === 0 && first !== undefined) {
      process.stderr.write(`The register cannot be searched: ${first.message}\n`);
      return exit.problems;
    }
    process.stderr.write(
      `${more.length === 0 ? '1 problem' : `${more.length + 1} problems`} in the register; rows with a problem are not searched (roster -- check names them).\n`,
    );
  }
  const { ledger, exists } = await readLedger(values.ledger);
  if (!exists) {
    process.stderr.write(
      `There is no ledger ${values.ledger}: reference codes and family codes cannot be looked up. Name it with --ledger.\n`,
    );
  }
  const find = finder(records, ledger, words.length > 0);
  const answer = (text: string): boolean => {
    const { found, total } = find(text);
    process.stdout.write(values.json ? `${JSON.stringify(asJson(found, ledger))}\n` : asText(found, ledger));
    if (total > found.length) {
      process.stderr.write(
        `${total} records fit; these are the nearest. Ask for the patronymic or the birth date.\n`,
      );
    }
    return found.length > 0;
  };
  if (words.length > 0) return answer(words.join(' ')) ? exit.fine : exit.problems;

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(
    `${records.length} records ready in ${seconds} s. One query a line; an empty line or Ctrl-D ends.\n`,
  );
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal, prompt: '? ' });
  if (terminal) lines.prompt();
  for await (const line of lines) {
    if (line.trim() === '' && terminal) break;
    if (line.trim() !== '') answer(line);
    if (terminal) lines.prompt();
  }
  // Otherwise the program would go on listening to the terminal.
  lines.close();
  return exit.fine;
}

/** Search by codes, by record id and by name; codes first, since they cannot be mistaken for names. */
function finder(
  records: readonly SearchedRecord[],
  ledger: Ledger,
  oneQuestion: boolean,
): (text: string) => Answer {
  const byId = new Map(records.map((record) => [record.record_id, record]));
  const search = createRecordSearch(records, names(), oneQuestion);
  let idsByRef: Map<string, string> | null = null;
  let idsByCode: Map<string, string> | null = null;
  const exactly = (id: string | undefined): Answer | null => {
    const record = id === undefined ? undefined : byId.get(id);
    return record === undefined ? null : { found: [{ record, fit: 'strong', reasons: [] }], total: 1 };
  };
  return (text) => {
    const query = readFindQuery(text);
    const byRecordId = exactly(text.trim());
    if (byRecordId !== null) return byRecordId;
    if (query.ref !== null) {
      idsByRef ??= new Map(everyRef(ledger));
      const found = exactly(idsByRef.get(query.ref));
      if (found !== null) return found;
    }
    if (query.familyCode !== null) {
      idsByCode ??= new Map(
        Array.from(ledger.records.values(), (known) => [plainCode(familyCode(known)), known.record_id]),
      );
      const found = exactly(idsByCode.get(plainCode(query.familyCode)));
      if (found !== null) return found;
    }
    if (query.codeShape !== null) {
      const what = query.codeShape === 'ref' ? 'reference code' : 'family code';
      process.stderr.write(
        `No record of the register has this ${what}. Have it read out again, or ask for the name.\n`,
      );
      return { found: [], total: 0 };
    }
    const { matches, total } = search(query.name, query.birth);
    return { found: matches, total };
  };
}

/** Every ref that a record ever had: a caller may read one from an old mirror. */
function* everyRef(ledger: Ledger): Generator<[string, string]> {
  for (const { record_id, ref, listings } of ledger.records.values()) {
    for (const listing of listings) yield [listing.ref, record_id];
    if (ref !== null) yield [ref, record_id];
  }
}

function plainCode(code: string): string {
  return code.replace(/[^0-9A-Z]/gi, '').toUpperCase();
}

function refOf(record: SearchedRecord, ledger: Ledger): string | null {
  const known = ledger.records.get(record.record_id);
  const listing = known && currentListing(known);
  return listing === undefined ? null : formatRef(listing.ref);
}

function asJson(found: readonly Found[], ledger: Ledger): object {
  return {
    matches: found.map(({ record, fit, reasons }) => ({
      record_id: record.record_id,
      ref: refOf(record, ledger),
      fit,
      reasons,
    })),
  };
}

function asText(found: readonly Found[], ledger: Ledger): string {
  if (found.length === 0) return 'nothing found\n';
  return found
    .map(({ record, fit, reasons }) => {
      const { year, month, day } = record.birth;
      const born = [year, month, day]
        .filter((part) => part !== undefined)
        .map((part) => String(part).padStart(2, '0'));
      const name = [record.surname, record.given_name, record.patronymic].filter(Boolean).join(' ');
      const why = reasons.map(reasonText).join(', ');
      const columns = [
        fit.padEnd(8),
        record.record_id,
        refOf(record, ledger) ?? '(no row)',
        name,
        born.join('-'),
        why,
      ];
      return `${columns.filter((column) => column !== '').join('  ')}\n`;
    })
    .join('');
}

function reasonText({ code, typed, means }: Reason): string {
  return `${code.replace(/_/g, ' ')}${typed === undefined ? '' : `: ${typed}`}${means === undefined ? '' : ` → ${means}`}`;
}
