import { parseArgs } from 'node:util';
import { formatRef } from '../../src/roster/ref-code.ts';
import type { Card } from './cards/sheet.ts';
import { writeCards } from './cards.ts';
import { todayIso } from './clock.ts';
import { exit, Refusal, UsageError } from './exit.ts';
import { readLedger } from './ledger/ledger-file.ts';
import { currentListing } from './ledger/rollback.ts';
import { checkPrivatePlace } from './private-file.ts';
import { problemLine } from './problem-list.ts';
import { defaultLedger } from './publish/arguments.ts';
import { familyCode } from './publish/sealed-part.ts';
import { readRegister } from './register/read-register.ts';
import { requireFile } from './register-file.ts';

export const help = `Prints the reference code and the family code of every record of a register.

  npm run --silent roster -- codes REGISTER [--ledger FILE] [--record ID]… [--json] [--cards OUT.html]

  JSON lines {"record_id","ref","family_code"}, in the order of the register. ref is null for a man without a public
  row: who was never listed, waits for the next batch, or was withdrawn.
  --record ID       of this record only; may be given several times
  --cards OUT.html  writes a sheet of cards to cut out instead, readable by its owner only

Records that were never published have no codes yet and are not printed; nor are those whose code_version was raised
since, as the next publication makes their codes void. Both are counted on stderr. Of rows with faults nothing is printed,
and where two rows have one id, of neither: a code would open another man's record. What is printed opens records: keep it safe.
Exit: 0 fine, 1 problems in the register, a --record without a code, or no ledger; 2 usage.
`;

/** Those of the records that were asked for that nothing is printed of. */
function withoutCode(asked: ReadonlySet<string> | null, cards: readonly Card[]): string[] {
  const printed = new Set(cards.map(({ record_id }) => record_id));
  return [...(asked ?? [])].filter((id) => !printed.has(id));
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ledger: { type: 'string', default: defaultLedger },
      json: { type: 'boolean', default: false },
      cards: { type: 'string' },
      record: { type: 'string', multiple: true },
    },
  });
  const [register, ...rest] = positionals;
  if (register === undefined || rest.length > 0) throw new UsageError('Name one register.');
  requireFile(register);
  if (values.cards !== undefined) checkPrivatePlace(values.cards);
  const { ledger, exists } = await readLedger(values.ledger);
  if (!exists)
    throw new Refusal(`There is no ledger ${values.ledger}. Publish the register first, or name the ledger.`);
  const asked = values.record === undefined ? null : new Set(values.record);
  let unknown = 0;
  let raised = 0;
  let lowered = 0;
  const cards: Card[] = [];
  const reading = await readRegister(register, {
    today: todayIso(),
    onRecord({ record_id, disclosure, code_version }) {
      if (disclosure === 'withheld' || (asked !== null && !asked.has(record_id))) return;
      const known = ledger.records.get(record_id);
      if (known === undefined) {
        unknown += 1;
        return;
      }
      if (code_version > known.code_version) {
        raised += 1;
        return;
      }
      if (code_version < known.code_version) lowered += 1;
      const listing = currentListing(known);
      const ref = listing === undefined ? null : formatRef(listing.ref);
      cards.push({ record_id, ref, family_code: familyCode(known) });
    },
  });
  // Which ids stand twice is known at the end only.
  const bad = new Set(reading.badIds);
  const clean = cards.filter(({ record_id }) => !bad.has(record_id));
  if (values.cards === undefined) {
    process.stdout.write(clean.map((card) => `${JSON.stringify(card)}\n`).join(''));
  } else {
    writeCards(values.cards, clean);
    process.stderr.write(
      `${clean.length} cards in ${values.cards}. Whoever has the sheet can open every record on it.\n`,
    );
  }
  if (unknown > 0) process.stderr.write(`${unknown} records were never published and have no codes yet.\n`);
  if (raised > 0) {
    process.stderr.write(
      `${raised} records are left out: their code_version was raised, so their codes become void. Publish first.\n`,
    );
  }
  if (lowered > 0) {
    process.stderr.write(
      `${lowered} records have a lower code_version than was published; it changes nothing, their newest codes are printed.\n`,
    );
  }
  const without = withoutCode(asked, clean);
  for (const id of without) {
    process.stderr.write(
      `${id}: no code is printed. The record is not in the register, has faults, is withheld or was never published.\n`,
    );
  }
  // Faults elsewhere in the register are no fault of the one record that was asked for.
  if (asked !== null) return without.length === 0 ? exit.fine : exit.problems;
  if (reading.problems.length === 0) return exit.fine;
  process.stderr.write(`${reading.problems.length} problems in the register; their rows are left out:\n`);
  for (const one of reading.problems) process.stderr.write(`${problemLine(one, false)}\n`);
  return exit.problems;
}
