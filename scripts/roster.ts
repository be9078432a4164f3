import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EntriesError } from '../src/roster/entries-csv.ts';
import { exit, Refusal } from './roster/exit.ts';
import { ReleaseError } from './roster/release-folder.ts';
import { isUsageError } from './usage.ts';

/** A subcommand: one file in scripts/roster/, loaded only when it is called. */
interface Command {
  help: string;
  /** @returns the exit status */
  run: (args: string[]) => Promise<number>;
}

const commands = {
  check: 'what is wrong with a register',
  publish: "turn today's register into today's release",
  codes: 'reference and family codes of each record',
  find: 'which record is it that a caller asks for',
  report: 'the risk report for the data officer',
  leaks: 'search folders and archives for anything of a register',
} as const;

const overview = `The publisher's tool: the only code that sees a register.

  npm run --silent roster -- COMMAND …

${Object.entries(commands)
  .map(([name, text]) => `  ${name.padEnd(9)}${text}`)
  .join('\n')}

  COMMAND --help tells the rest. Exit: 0 fine, 1 problems in the data or a refusal, 2 usage.
`;

/** Prints an error as a person needs it; a stack only for faults of the program itself. */
function explain(error: unknown, name: string): number {
  if (isUsageError(error)) {
    process.stderr.write(`${error.message}\nHelp: npm run --silent roster -- ${name} --help\n`);
    return exit.usage;
  }
  if (error instanceof Refusal || error instanceof ReleaseError || error instanceof EntriesError) {
    process.stderr.write(`${error.message}\n`);
    return exit.problems;
  }
  if (error instanceof Error && 'code' in error && 'path' in error) {
    process.stderr.write(`${error.message}\n`);
    return exit.problems;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return exit.problems;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview);
    return name === undefined ? exit.usage : exit.fine;
  }
  const file = join(import.meta.dirname, 'roster', `${name}.ts`);
  if (!Object.hasOwn(commands, name) || !existsSync(file)) {
    process.stderr.write(`There is no command ${name}.\n\n${overview}`);
    return exit.usage;
  }
  const command: Command = await import(pathToFileURL(file).href);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(command.help);
    return exit.fine;
  }
  try {
    return await command.run(args);
  } catch (error) {
    return explain(error, name);
  }
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exit.fine);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
