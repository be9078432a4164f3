import { unzipSync, type Zippable, zipSync } from 'fflate';
import { isCellError, unnamedError } from './cell-error.ts';

/** A cell of a sheet (ECMA-376 part 1, 18.3.1.4), whatever prefix its namespace has. */
const cellMarkup = /<((?:\w+:)?)c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/\1c>)/g;
const errorType = /\st\s*=\s*["']e["']/;
const address = /\sr\s*=\s*(?:"[^"]*"|'[^']*')/;
const formula = /<(?:\w+:)?f[\s/>]/;
const cachedValue = /<(?:\w+:)?v\s*(?:\/>|>([^<]*))/;

/** What to read in place of a cell without a value of its own; null where it has one, or is simply empty. */
function standIn(attributes: string, content: string): string | null {
  const value = cachedValue.exec(content);
  if (errorType.test(attributes)) {
    const name = value?.[1] ?? '';
    return isCellError(name) ? name : unnamedError;
  }
  // A formula that no program ever computed; `=` is how a formula shows in CSV too.
  return value === null && formula.test(content) ? '=' : null;
}

function speakingSheet(xml: string): string {
  if (!/t\s*=\s*["']e["']/.test(xml) && !formula.test(xml)) return xml;
  return xml.replace(cellMarkup, (cell: string, prefix: string, attributes = '', content = '') => {
    const text = standIn(attributes, content);
    if (text === null) return cell;
    const at = address.exec(attributes)?.[0] ?? '';
    return `<${prefix}c${at} t="inlineStr"><${prefix}is><${prefix}t>${text}</${prefix}t></${prefix}is></${prefix}c>`;
  });
}

/**
 * The same workbook with text in cells that hold an error or a formula never computed. The reader of workbooks takes
 * them for empty, and an empty cell has a meaning: in the column of disclosure it makes a man public.
 * @throws Error when it is no zip archive
 */
export function speakingWorkbook(bytes: Buffer): Buffer {
  const files: Zippable = {};
  let changed = false;
  for (const [path, content] of Object.entries(unzipSync(bytes))) {
    // Byte for byte: every sign that counts here is ASCII, the rest goes through as it is.
    const xml = /\.xml$/i.test(path) ? Buffer.from(content).toString('latin1') : null;
    const speaking = xml === null ? null : speakingSheet(xml);
    files[path] = speaking === null || speaking === xml ? content : Buffer.from(speaking, 'latin1');
    changed ||= speaking !== xml;
  }
  return changed ? Buffer.from(zipSync(files, { level: 0 })) : bytes;
}
