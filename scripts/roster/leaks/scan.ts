import { createHash } from 'node:crypto';
import { innerFiles, unreadableAt } from './archives.ts';
import { otherDecodings, type Piece, piecesOf } from './byte-text.ts';
import { encodedRuns } from './encoded-runs.ts';
import { type EntriesGrammar, entriesHeader, firstOutOfOrder, isGrammatical } from './entries-grammar.ts';
import type { Hit } from './hit.ts';
import type { Needles } from './needles.ts';
import { isRoster, withoutOwnNames, withoutOwnWords } from './roster-words.ts';
import { plainRecords } from './sealed-bytes.ts';
import { type SearchMode, TextSearch } from './text-search.ts';

export interface ScanOptions {
  vocabularyIsFine: boolean;
  grammar: EntriesGrammar;
}

/** How deep codes within codes are followed, and files within files. */
const deepest = 4;
const deepestFiles = 12;
/** Texts are searched in slices, which overlap by more than any name, date or run of five words has. */
const sliceLength = 2_000_000;
const overlap = 1000;
/** Less than one false alarm in 2²⁰ files of noise; the rest is for the ways in which a name may be read and encoded. */
const safetyBits = 24;
/** A small file is seldom noise; 2¹² of them stand for one of the length from which on they count in full. */
const smallFileBits = 12;
/**
 * What comes out of a short code is searched once in a run, however often it stands there, so that its false alarms are
 * counted by run: of 2¹⁷ different codes of 2⁴ bytes one has a name by chance in 2⁹ runs.
 */
const shortCode = 32;
const shortCodeBits = 30;

/** The place of some bytes: the file as it is shown, and the offset there of what is found in them. */
interface Place {
  file: string;
  /** Null where offsets of the bytes are those of the file; else the one offset that stands for them all, if needed. */
  fixed: (() => number) | null;
  depth: number;
  /** Files around it. */
  files: number;
  /** The bytes came out of something that may have been no code at all. */
  guessed: boolean;
  /** Bits that names in noise need here. */
  noiseBits: number;
}

/** Contents up to so many bytes are remembered as they are, longer ones by their hash. */
const longestKey = 64;
const mostRemembered = 1_000_000;

/** What tells one search of some bytes from another. A stream without a mark is known by the name of its file. */
function contentKey(bytes: Uint8Array, { guessed, file }: Place): string {
  const ending = /\.(?:br|deflate)$/.exec(file)?.[0] ?? '';
  const content =
    bytes.length <= longestKey
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      : createHash('sha256').update(bytes).digest('base64');
  return `${guessed ? '?' : ''}${bytes.length}${ending} ${content}`;
}

/** Searches bytes, and whatever is encoded or packed in them, for the needles of a register. */
export class Scanner {
  private readonly needles: Needles;
  private readonly options: ScanOptions;
  private readonly texts: TextSearch;
  /**
   * Contents in which nothing was found, and how strictly they were searched: a site has most of its words, blocks of
   * code and files many times over, in pages, single files and archives.
   */
  private readonly clean = new Map<string, Pick<Place, 'noiseBits' | 'depth'>>();
  /** Containers that could not be looked into. */
  readonly unreadable: { file: string; offset: number; what: string }[] = [];

  constructor(needles: Needles, options: ScanOptions) {
    this.needles = needles;
    this.options = options;
    this.texts = new TextSearch(needles);
  }

  /** Of so many things one may be met by chance. */
  private get needleBits(): number {
    const { size, surnameCount } = this.needles;
    return Math.log2(Math.max(2, size, surnameCount));
  }

  private noiseBitsIn({ length }: Uint8Array): number {
    const lengthBits = Math.log2(Math.max(64, length));
    return lengthBits + this.needleBits + Math.min(safetyBits, lengthBits + smallFileBits);
  }

  /** @param file as it is to be shown; its name is searched by `scanName` */
  *scan(file: string, bytes: Uint8Array): Generator<Hit> {
    const noiseBits = this.noiseBitsIn(bytes);
    const place: Place = { file, fixed: null, depth: 0, files: 0, guessed: false, noiseBits };
    const seen = new Set<string>();
    for (const hit of this.scanBytes(bytes, place)) {
      const key = `${hit.kind} ${hit.file} ${hit.offset}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield hit;
    }
  }

  /**
   * Searches the name of a file; the offset of a hit is 0.
   * @param file as it is to be shown
   * @param name as much of its path as would become public
   */
  *scanName(file: string, name = file): Generator<Hit> {
    const noiseBits = this.needleBits + safetyBits;
    yield* this.scanText(pieceOfText(withoutOwnNames(name)), {
      file,
      fixed: () => 0,
      depth: deepest - 1,
      files: deepestFiles,
      guessed: false,
      noiseBits,
    });
  }

  private *scanBytes(bytes: Uint8Array, place: Place): Generator<Hit> {
    const key = contentKey(bytes, place);
    const { noiseBits, depth } = place;
    const known = this.clean.get(key);
    if (known !== undefined && known.noiseBits <= noiseBits && known.depth <= depth) return;
    const unreadable = this.unreadable.length;
    let hits = 0;
    for (const hit of this.scanBytesAnew(bytes, place)) {
      hits += 1;
      yield hit;
    }
    if (hits > 0 || this.unreadable.length > unreadable) return;
    if (this.clean.size >= mostRemembered) this.clean.clear();
    this.clean.set(key, { noiseBits, depth });
  }

  private *scanBytesAnew(bytes: Uint8Array, place: Place): Generator<Hit> {
    const closed = unreadableAt(bytes);
    if (closed !== null) {
      this.unreadable.push({ file: place.file, offset: place.fixed?.() ?? closed.at, what: closed.what });
    }
    for (const at of plainRecords(bytes)) {
      const offset = place.fixed?.() ?? at;
      yield { kind: 'sealed', record_id: '', file: place.file, offset, token: `a record at ${at}` };
    }
    for (const piece of piecesOf(bytes, place.guessed, place.noiseBits)) {
      yield* this.scanText(piece, place);
    }
    if (place.depth >= deepest) return;
    for (const inner of innerFiles(bytes, place.file)) {
      const file = `${place.file}!${inner.name}`;
      const within: Place = {
        ...place,
        file,
        fixed: place.fixed ?? (() => inner.at),
        // A file that was packed for certain is as good as the one around it; of guesses there could be no end.
        depth: inner.certain ? place.depth : place.depth + 1,
        noiseBits: inner.certain ? this.noiseBitsIn(inner.bytes) : place.noiseBits,
        files: place.files + 1,
        guessed: !inner.certain,
      };
      yield* this.scanName(inner.name);
      for (const name of inner.nameBytes === undefined ? [] : otherDecodings(inner.nameBytes)) {
        yield* this.scanName(inner.name, name);
      }
      if (within.files <= deepestFiles) yield* this.scanBytes(inner.bytes, within);
      else if (inner.certain) {
        this.unreadable.push({ file, offset: within.fixed?.() ?? 0, what: 'an archive nested too deeply' });
      }
    }
  }

  private *scanText(piece: Piece, place: Place): Generator<Hit> {
    const { text, noise, letterBytes } = piece;
    const mode: SearchMode = {
      minimalBits: noise ? place.noiseBits : 0,
      opaqueBits: place.noiseBits,
      letterBytes,
      vocabularyIsFine: this.options.vocabularyIsFine,
    };
    let searched = isRoster(text) ? withoutOwnWords(text) : text;
    if (text.startsWith(entriesHeader)) {
      const { rows, rest } = grammaticalRows(text, this.options.grammar);
      searched = rest;
      const row = firstOutOfOrder(rows);
      if (row !== undefined) {
        const offset = place.fixed?.() ?? piece.offsetOf(text.indexOf(row));
        yield { kind: 'order', record_id: '', file: place.file, offset, token: row };
      }
    }
    for (let from = 0; from < searched.length; from += sliceLength) {
      const base = Math.max(0, from - overlap);
      const slice = searched.slice(base, from + sliceLength);
      const offsetAt = (index: number): number => place.fixed?.() ?? piece.offsetOf(base + index);
      const asItStands = new Set<string>();
      for (const { kind, record, at, token } of this.texts.search(slice, mode)) {
        const record_id = this.needles.recordIds[record] ?? '';
        asItStands.add(`${kind} ${token}`);
        yield { kind, record_id, file: place.file, offset: offsetAt(at), token };
      }
      if (place.depth >= deepest || noise) continue;
      for (const hit of this.scanEncoded(slice, place, offsetAt)) {
        // What was found where it stands is not said again of another reading, whose places are not known.
        if (hit.file !== place.file || !asItStands.has(`${hit.kind} ${hit.token}`)) yield hit;
      }
    }
  }

  private *scanEncoded(slice: string, place: Place, offsetAt: (index: number) => number): Generator<Hit> {
    for (const { at, kind, content } of encodedRuns(slice)) {
      const isShort = typeof content !== 'string' && content.length <= shortCode;
      const within: Place = {
        ...place,
        fixed: () => offsetAt(at),
        depth: place.depth + 1,
        guessed: true,
        noiseBits: isShort ? Math.min(place.noiseBits, this.needleBits + shortCodeBits) : place.noiseBits,
      };
      if (typeof content !== 'string') yield* this.scanBytes(content, within);
      // What stands unescaped was found already; here every find is placed where the slice begins.
      else if (kind === 'escapes' || kind === 'markup') {
        yield* this.scanText(pieceOfText(content), { ...within, depth: deepest });
      } else if (kind === 'strings') {
        yield* this.scanText(pieceOfText(content), { ...within, depth: deepest - 1 });
      } else yield* this.scanText(pieceOfText(content), within);
    }
  }
}

/** Rows of `entries.csv` that are made of tokens of the tables; they give way to blanks, since nothing is left to search in them. */
function grammaticalRows(text: string, grammar: EntriesGrammar): { rows: string[]; rest: string } {
  const rows: string[] = [];
  const lines = text.split('\n').map((line) => {
    const isRow = isGrammatical(line, grammar);
    if (isRow) rows.push(line);
    return isRow || line === entriesHeader ? ' '.repeat(line.length) : line;
  });
  return { rows, rest: lines.join('\n') };
}

/** A text that is at hand as such; its place is given from outside. */
function pieceOfText(text: string): Piece {
  return { text, offsetOf: () => 0, noise: false, letterBytes: { latin: 1, cyrillic: 2 } };
}
