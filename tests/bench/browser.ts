import { resolve } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { findChromium } from '../../scripts/check/machine.ts';
import { parsedArguments } from '../../scripts/usage.ts';
import { printClaims } from './browser/claims.ts';
import { measureEngines } from './browser/engines.ts';
import { progress } from './browser/progress.ts';
import { benchSite } from './browser/site.ts';
import { type MeasuredPage, measureTyping, typingTable } from './browser/typing.ts';
import { type PublicRoster, publicRoster } from './names/public-rows.ts';
import { type Question, questions } from './names/queries.ts';
import { haveSharedNames, people, sharedNames } from './names/register.ts';

const help = `usage: npm run bench:browser -- [--site DIR] [--whole 15000] [--shards 100000] [--slowed 1,4] [--per-kind 6] [--typed 2] [--patience 20] [--engines-only | --typing-only]

Search as a family meets it, in the system's Chromium. One table of engines over the same rows in one page: ours, and
libraries; one of the check page while names are typed key by key, over a roster that comes whole and one in shards,
with a worker and without, on a processor that is slowed; and one of what must hold, and whether it did. Times are of
the processor, so that others who use the machine do not lengthen them; what is told by the clock says so. The tables
go to standard output, what is being done to standard error.
  --site          a built site to copy (dist); its scripts are made anew
  --whole         rows of the roster that comes whole
  --shards        rows of the roster in shards, which the engines are measured over too
  --slowed        how many times slower the page's thread is made
  --per-kind      questions of each kind for the engines
  --typed         how many names are typed in each setting, up to 7; each takes about ten seconds
  --patience      seconds that a library is asked
  --engines-only, --typing-only   one half of it

It takes about five minutes of two cores. Names come from ../shared/names; without that folder the command says so and
ends.
`;

const { values } = parsedArguments({
  options: {
    help: { type: 'boolean' },
    site: { type: 'string', default: 'dist' },
    whole: { type: 'string', default: '15000' },
    shards: { type: 'string', default: '100000' },
    slowed: { type: 'string', default: '1,4' },
    typed: { type: 'string', default: '2' },
    'per-kind': { type: 'string', default: '6' },
    patience: { type: 'string', default: '20' },
    'engines-only': { type: 'boolean', default: false },
    'typing-only': { type: 'boolean', default: false },
  },
});

/** Kinds of questions that are typed into the page, those that families ask most first. */
const typedKinds = [
  'declined',
  'passport schemes',
  'short form',
  'order',
  'one slip',
  'layout',
  'newspapers',
] as const;

/** One question of each kind, then the next of each: a slow library is asked a few of all kinds, not the plainest. */
function kindsInTurn(asked: readonly Question[]): Question[] {
  const turnOf = new Map<Question, number>();
  const seen = new Map<string, number>();
  for (const question of asked) {
    const turn = seen.get(question.kind) ?? 0;
    turnOf.set(question, turn);
    seen.set(question.kind, turn + 1);
  }
  return [...asked].sort((a, b) => (turnOf.get(a) ?? 0) - (turnOf.get(b) ?? 0));
}

async function typedPages(
  browser: Browser,
  large: PublicRoster,
  slowed: readonly number[],
): Promise<MeasuredPage[]> {
  progress('the roster that comes whole');
  const small = publicRoster(people(Number(values.whole), 12));
  const table = typingTable();
  const measured: MeasuredPage[] = [];
  for (const [name, roster] of [
    [`${small.entries.length} rows, whole`, small],
    [`${large.entries.length} rows, in shards`, large],
  ] as const) {
    const site = await benchSite(resolve(values.site), roster.entries);
    const all = questions(roster.men, 1, 7);
    const asked = typedKinds
      .flatMap((kind) => all.find((question) => question.kind === kind) ?? [])
      .slice(0, Number(values.typed));
    for (const worker of [true, false]) {
      for (const rate of slowed) {
        const setting = {
          name: `${name}, ${worker ? 'worker' : 'no worker'}`,
          url: site.url,
          worker,
          pressed: roster === large,
          slowed: rate,
        };
        measured.push(await measureTyping(browser, setting, asked, table));
      }
    }
    await site.close();
  }
  return measured;
}

async function run(): Promise<void> {
  const slowed = values.slowed.split(',').map(Number);
  progress('the large roster');
  const large = publicRoster(people(Number(values.shards), 11));
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const asked = kindsInTurn(questions(large.men, Number(values['per-kind']), 5));
    const patience = 1000 * Number(values.patience);
    progress('our engine');
    const engines = values['typing-only']
      ? []
      : await measureEngines(browser, large, asked, slowed, patience);
    const pages = values['engines-only'] ? [] : await typedPages(browser, large, slowed);
    printClaims(engines, pages);
  } finally {
    await browser.close();
  }
}

if (values.help) process.stdout.write(help);
else if (!haveSharedNames)
  process.stdout.write(`No lists of names in ${sharedNames}: nothing to measure with.\n`);
else await run();
