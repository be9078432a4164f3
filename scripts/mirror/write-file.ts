import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file whole or not at all: beside it first, then by rename. */
export function writeWhole(file: string, contents: string | Uint8Array): void {
  const beside = `${file}.writing`;
  writeFileSync(beside, contents);
  renameSync(beside, file);
}
