import { parentPort } from 'node:worker_threads';
import type { EntriesGrammar } from './entries-grammar.ts';
import type { Needle } from './needles.ts';
import { SearchHere, type SearchReport } from './release-search.ts';

/** What the thread is told. Needles come as JSON, many at a time: objects take longer to be copied. */
export type SearchTask =
  | { kind: 'needles'; json: string }
  | { kind: 'begin'; grammar: EntriesGrammar }
  | { kind: 'file'; file: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'report' };

/** What it answers: to each file that it is searched, and the report. */
export type SearchAnswer = { kind: 'searched' } | { kind: 'report'; report: SearchReport };

const port = parentPort;
if (port === null) throw new Error('search-worker.ts runs as a worker of publish.');
const answer = (message: SearchAnswer): void => port.postMessage(message);
const here = new SearchHere();

port.on('message', async (task: SearchTask) => {
  if (task.kind === 'needles') for (const needle of JSON.parse(task.json) as Needle[]) here.add(needle);
  else if (task.kind === 'begin') here.begin(task.grammar);
  else if (task.kind === 'file') {
    here.search(task.file, task.bytes);
    answer({ kind: 'searched' });
  } else answer({ kind: 'report', report: await here.report() });
});
