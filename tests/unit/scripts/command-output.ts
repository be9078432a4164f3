import { vi } from 'vitest';

/** What a command has written so far: data to `printed` (stdout), everything else to `told` (stderr). */
export interface CommandOutput {
  printed: string;
  told: string;
}

/** Catches what commands write from now on, until `vi.restoreAllMocks()`. */
export function catchOutput(): CommandOutput {
  const output: CommandOutput = { printed: '', told: '' };
  const into =
    (part: keyof CommandOutput) =>
    (text: string | Uint8Array): boolean => {
      output[part] += String(text);
      return true;
    };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('printed'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('told'));
  return output;
}
