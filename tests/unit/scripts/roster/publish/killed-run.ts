import { publishArguments } from '../../../../../scripts/roster/publish/arguments.ts';
import { nodeWorld, publish } from '../../../../../scripts/roster/publish/publication.ts';

/**
 * `node killed-run.ts STEP UPDATES ARGUMENTS…`: publishes with threads, and is killed as by a power cut when the step
 * tells of its progress for that time.
 */
const [victim, updates = '0', ...args] = process.argv.slice(2);

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

await publish(publishArguments(args), {
  ...nodeWorld,
  threads: true,
  progress: (step) => {
    let left = Number(updates);
    if (step === victim && left === 0) die();
    return {
      update: () => {
        left -= 1;
        if (step === victim && left === 0) die();
      },
      done: () => {},
    };
  },
});
