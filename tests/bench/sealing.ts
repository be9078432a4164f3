import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { SealThread } from '../../scripts/roster/publish/seal-thread.ts';
import type { SealedNote } from '../../scripts/roster/publish/sealed-note.ts';
import { sealedFiles, stretchNew } from '../../scripts/roster/publish/sealed-part.ts';

/**
 * `node tests/bench/sealing.ts`: what the sealed records of a release cost the publisher, without the rest of a
 * publication. Stretching is done once for each code, ever; sealing for every release.
 */

const usage = `Usage: node tests/bench/sealing.ts [--records N]

  --records N  records to seal, half of them with a letter of 300 characters (100000)
`;

const hex = (text: string, bytes: number): string =>
  createHash('sha512')
    .update(text)
    .digest('hex')
    .slice(0, 2 * bytes);

function noteOf(number: number): SealedNote {
  return {
    ledger: {
      kind: 'record',
      record_id: `BENCH-${number}`,
      ref: null,
      code: hex(`code ${number}`, 10),
      code_version: 1,
      stretched: hex('', 32),
      call_draw: hex(`call ${number}`, 4),
      listings: [],
    },
    record: {
      status: 'confirmed',
      disclosure: 'listed',
      status_date: '2026-05-06',
      ...(number % 2 === 0 ? { message: 'Мама, я жив и здоров. '.repeat(15).slice(0, 300) } : {}),
    },
  };
}

/** Prints what a piece of work took: seconds on the clock, and seconds of all processors together. */
async function timed(name: string, work: () => Promise<string>): Promise<void> {
  const before = process.cpuUsage();
  const start = performance.now();
  const told = await work();
  const { user, system } = process.cpuUsage(before);
  const clock = (performance.now() - start) / 1000;
  const row = [
    name.padEnd(12),
    `${clock.toFixed(1)} s`,
    `${((user + system) / 1e6).toFixed(1)} s of processor`,
    told,
  ];
  process.stdout.write(`${row.join('   ')}\n`);
}

const { values } = parseArgs({
  options: { records: { type: 'string', default: '100000' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(usage);
else {
  const notes = Array.from({ length: Number(values.records) }, (_, number) => noteOf(number));
  process.stdout.write(`${notes.length.toLocaleString('en')} records, ${cpus().length} processors\n`);
  await timed('stretching', async () => {
    await stretchNew(
      notes.map(({ ledger }) => ledger),
      () => {},
    );
    return '';
  });
  await timed('sealing', async () => {
    let [files, bytes] = [0, 0];
    const secret = (text: string): Uint8Array => Uint8Array.from(Buffer.from(hex(text, 32), 'hex'));
    const thread = new SealThread();
    for await (const [, content] of sealedFiles(notes, secret('salt'), secret('secret'), thread)) {
      files += 1;
      bytes += content.length;
    }
    await thread.end();
    return `${files} files, ${(bytes / 1e6).toFixed(1)} MB`;
  });
  process.stdout.write(`memory at its highest: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);
}
