import { parsedArguments } from '../../scripts/usage.ts';
import { printDevelopmentSets } from './names/development-sets.ts';
import { printPublicSearch } from './names/public-search.ts';
import { kinds } from './names/queries.ts';
import { haveSharedNames, sharedNames } from './names/register.ts';
import { printWholeNames } from './names/whole-names.ts';

const help = `usage: npm run bench:names -- [--rows 10000,100000] [--per-kind 20] [--patience 10] [--engines ours,…] [--kinds]

Builds seeded registers, asks questions of every kind (${kinds.length} kinds) and for people who are not there, and prints
one table of whole names: our engine beside libraries, each with the text as typed and with our normalised text, on
the same rows; then the search of the public roster, and the development sets.
  --rows      sizes of the registers, with commas between
  --per-kind  questions of each kind
  --patience  seconds that one engine is asked, every kind in turn; half as long for people who are not there
  --engines   only engines whose name contains one of these words; none of the other tables
  --kinds     also prints a line for each kind of question

Every engine is asked at least once of each kind, however long it takes: most of a quarter of an hour at 100,000 rows is
Fuse.js, which looks at every row. Names come from ../shared/names; without that folder the command says so and ends.
`;

const { values } = parsedArguments({
  options: {
    help: { type: 'boolean' },
    kinds: { type: 'boolean', default: false },
    rows: { type: 'string', default: '10000,100000' },
    'per-kind': { type: 'string', default: '20' },
    patience: { type: 'string', default: '10' },
    engines: { type: 'string', default: '' },
  },
});

if (values.help) process.stdout.write(help);
else if (!haveSharedNames)
  process.stdout.write(`No lists of names in ${sharedNames}: nothing to measure with.\n`);
else {
  const sizes = values.rows.split(',').map(Number);
  const perKind = Number(values['per-kind']);
  const only = values.engines.split(',').filter(Boolean);
  await printWholeNames({
    sizes,
    perKind,
    only,
    patience: 1000 * Number(values.patience),
    withKinds: values.kinds,
  });
  if (only.length === 0) {
    for (const size of sizes) printPublicSearch(size, perKind * 5);
    printDevelopmentSets();
  }
}
