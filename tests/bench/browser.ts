import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from '../../scripts/check/machine.ts';
import { readRelease } from '../../scripts/roster/release-folder.ts';
import { demonstrationRelease } from '../../scripts/site/release-location.ts';
import { parsedArguments } from '../../scripts/usage.ts';
import { measureEngines } from './browser/engines.ts';
import { benchSite } from './browser/site.ts';
import { measureTyping, typingTable } from './browser/typing.ts';
import { publicRoster } from './names/public-rows.ts';
import { questions } from './names/queries.ts';
import { haveSharedNames, people, sharedNames } from './names/register.ts';

const help = `usage: node tests/bench/browser.ts [--site DIR] [--whole 15000] [--shards 100000] [--slowed 1,4] [--typed 6] [--patience 6] [--engines-only | --typing-only]

Search as a family meets it, in the system's Chromium. One table of engines over the same rows in one page: ours, and
libraries; one of the check page while names are typed key by key, over a roster that comes whole and one in shards,
with a worker and without, on a processor that is slowed.
  --site      a built site to copy (dist); its scripts are made anew
  --typed     how many names are typed in each setting
  --patience  seconds that a library is asked

Names come from ../shared/names; without that folder the command says so and ends.
`;

const { values } = parsedArguments({
  options: {
    help: { type: 'boolean' },
    site: { type: 'string', default: 'dist' },
    whole: { type: 'string', default: '15000' },
    shards: { type: 'string', default: '100000' },
    slowed: { type: 'string', default: '1,4' },
    typed: { type: 'string', default: '6' },
    'per-kind': { type: 'string', default: '6' },
    patience: { type: 'string', default: '6' },
    'engines-only': { type: 'boolean', default: false },
    'typing-only': { type: 'boolean', default: false },
  },
});

async function run(): Promise<void> {
  const slowed = values.slowed.split(',').map(Number);
  const large = publicRoster(people(Number(values.shards), 11));
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  if (!values['typing-only']) {
    const asked = questions(large.men, Number(values['per-kind']), 5);
    await measureEngines(browser, large, asked, slowed, 1000 * Number(values.patience));
  }
  if (!values['engines-only']) {
    const small = publicRoster(people(Number(values.whole), 12));
    const table = typingTable();
    const { entries } = readRelease(demonstrationRelease);
    for (const [name, roster, rows] of [
      [`demonstration, ${entries.length} rows`, small, entries],
      [`${small.entries.length} rows, whole`, small, small.entries],
      [`${large.entries.length} rows, in shards`, large, large.entries],
    ] as const) {
      const site = await benchSite(resolve(values.site), rows);
      const kinds = [
        'order',
        'declined',
        'passport schemes',
        'short form',
        'one slip',
        'layout',
        'newspapers',
      ];
      const asked = questions(roster.men, 3, 7).filter(({ kind }) => kinds.includes(kind));
      const typed = asked.filter((_, at) => at % 3 === 0).concat(asked.filter((_, at) => at % 3 === 1));
      for (const worker of [true, false]) {
        for (const rate of slowed) {
          const setting = {
            name: `${name}, ${worker ? 'worker' : 'no worker'}`,
            url: site.url,
            worker,
            pressed: roster === large,
            slowed: rate,
          };
          await measureTyping(browser, setting, typed.slice(0, Number(values.typed)), table);
        }
      }
      await site.close();
    }
  }
  await browser.close();
}

if (values.help) process.stdout.write(help);
else if (!haveSharedNames)
  process.stdout.write(`No lists of names in ${sharedNames}: nothing to measure with.\n`);
else await run();
