import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A call that `parseArgs` accepts and the command cannot carry out: exit status 2. The message says what to write instead. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Whether an error is about the words of a call: a `UsageError`, or what `parseArgs` of Node throws. */
export function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/**
 * Runs a command and ends with its contract: 2 and one sentence for a call that cannot be understood, with nothing
 * of the program's inside shown.
 *
 * @param usage the help text, printed below the sentence
 */
export async function runCommand(usage: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!isUsageError(error)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}

/** As `parseArgs`, for programs that are one table: a call that cannot be understood ends with 2 and one sentence. */
export function parsedArguments<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
