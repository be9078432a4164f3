import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadSealed } from '../../src/seal/open-record.ts';
import { SealError } from '../../src/seal/seal-error.ts';
import { sealedScript, sourceOfScript } from '../../src/seal/sealed-script.ts';

/** Below the folder of a site. */
const scriptFolder = join('assets', 'sealed');

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * Puts the sealed files of a release into a site as classic scripts, `assets/sealed/<name>.js`. The build calls it
 * after the hashes of the release were checked.
 *
 * @param releaseFolder holds `sealed/`; a release without it gives nothing, and the code page says so
 * @returns how many scripts were written
 */
export function writeSealedScripts(releaseFolder: string, siteFolder: string): number {
  const from = join(releaseFolder, 'sealed');
  let names: string[];
  try {
    names = readdirSync(from).filter((name) => name.endsWith('.bin'));
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
  const to = join(siteFolder, scriptFolder);
  mkdirSync(to, { recursive: true });
  for (const file of names) {
    const name = file.slice(0, -'.bin'.length);
    writeFileSync(join(to, `${name}.js`), sealedScript(name, readFileSync(join(from, file))));
  }
  return names.length;
}

/** Reads sealed files out of a built site, for programs that open codes without a browser. */
export function loadFromSite(siteFolder: string): LoadSealed {
  return async (name) => {
    const path = join(siteFolder, scriptFolder, `${name}.js`);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new SealError('absent', `${path} is not there: this copy of the site carries no sealed records.`);
    }
    const source = sourceOfScript(name, text);
    if (source === null) throw new SealError('format', `${path} is no file of sealed records.`);
    return source;
  };
}
