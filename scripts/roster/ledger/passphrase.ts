import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Refusal } from '../exit.ts';

const variable = 'VESTOCHKA_LEDGER_PASSPHRASE';
const fileVariable = 'VESTOCHKA_LEDGER_PASSPHRASE_FILE';

/** The passphrase from the environment or from the file that it names; null when neither is set. */
export function givenPassphrase(): string | null {
  const direct = process.env[variable];
  if (direct !== undefined && direct !== '') return direct;
  const file = process.env[fileVariable];
  if (file === undefined || file === '') return null;
  const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  if (text === '') throw new Refusal(`${file} is empty; it should hold the passphrase of the ledger.`);
  return text;
}

/**
 * The passphrase of an encrypted ledger; asked for only when a person sits at a terminal, and not echoed.
 * @throws Refusal when there is none and nobody to ask
 */
export async function requirePassphrase(ledger: string): Promise<string> {
  const given = givenPassphrase();
  if (given !== null) return given;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Refusal(
      `${ledger} is encrypted. Set ${variable}, or ${fileVariable} to a file that holds the passphrase.`,
    );
  }
  process.stderr.write(`Passphrase of ${ledger}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await prompt.question('');
  prompt.close();
  process.stderr.write('\n');
  return answer;
}
