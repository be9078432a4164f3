import { statSync } from 'node:fs';
import { UsageError } from './exit.ts';

/** @throws UsageError when the argument names no file; a file that cannot be understood is a data problem instead */
export function requireFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`There is no file ${path}.`);
  if (!stat.isFile()) throw new UsageError(`${path} is no file. Name the register itself.`);
}
