import { type EngineWorker, engineOnThisThread } from '../../search/client.ts';
import type * as Engine from '../../search/engine.ts';
import { later } from '../code/next-task.ts';
import { inTurns } from './turns.ts';

declare global {
  /** The whole engine as one function: defined by `assets/engine.js`. */
  var vestochkaEngine: (() => typeof Engine) | undefined;
}

/** The engine on the page's own thread, for browsers and copies where a worker does not start. */
export function engineHere(): EngineWorker {
  const { startEngine } = loadedEngine()();
  const drive = inTurns(later, () => performance.now());
  return engineOnThisThread((port) => startEngine(port, drive), later);
}

/**
 * The engine in a worker made from its own source text, so that nothing is fetched and it starts from `file://`
 * too; null where the browser has no workers or refuses this one at once.
 */
export function engineInWorker(): EngineWorker | null {
  if (typeof Worker === 'undefined' || typeof URL.createObjectURL !== 'function') return null;
  try {
    const source = new Blob([`(${loadedEngine()})().startEngine(self)`], { type: 'text/javascript' });
    // A worker's handlers get events, of which the engine's side of the channel reads the data alone.
    return new Worker(URL.createObjectURL(source)) as unknown as EngineWorker;
  } catch {
    return null;
  }
}

function loadedEngine(): () => typeof Engine {
  const engine = globalThis.vestochkaEngine;
  if (engine === undefined) throw new Error('assets/engine.js did not load.');
  return engine;
}
