/** Exit statuses of every command. */
export const exit = { fine: 0, problems: 1, usage: 2 } as const;

export { UsageError } from '../usage.ts';

/** The command will not do it, for a reason that the message tells together with the way out: exit status 1. */
export class Refusal extends Error {
  override name = 'Refusal';
}
