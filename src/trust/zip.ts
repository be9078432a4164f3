import { foldPath, pathClash, pathFault } from './safe-path.ts';
import { decodeText } from './text.ts';
import { TrustError } from './trust-error.ts';

/**
 * A strict reader of zip archives (PKWARE APPNOTE 6.3). Two programs may unpack one archive differently: by
 * its central directory or by its local headers, first name or last. What is called genuine here must be
 * what she gets there, so an archive is refused unless both tables agree, entries stand one after the other
 * without gaps or overlaps, and every name is plain.
 */
export interface ZipEntry {
  path: string;
  /** Bytes after unpacking, as the archive says. */
  size: number;
  /** 0 stored, 8 deflated. */
  method: 0 | 8;
  packed: Uint8Array;
}

/** Inflates a raw deflate stream; must not return more than `size` bytes and throws when there is more. */
export type Inflate = (packed: Uint8Array, size: number) => Uint8Array;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DATA_DESCRIPTOR = 0x08074b50;

function refusal(why: string): TrustError {
  return new TrustError('bad-zip', `the zip ${why}`);
}

function findEnd(bytes: Uint8Array, view: DataView): number {
  const earliest = Math.max(0, bytes.length - 22 - 65_535);
  for (let at = bytes.length - 22; at >= earliest; at--) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) !== bytes.length)
      continue;
    // Some programs show this comment in a window of its own: a place for a stranger's words.
    if (view.getUint16(at + 20, true) !== 0) throw refusal('has a comment, which nobody signed');
    return at;
  }
  throw refusal('has no end, so it was cut off or is none');
}

/** Info-ZIP's Unicode path: a second name, which some programs prefer to the first. */
const SECOND_NAME = 0x7075;

function refuseSecondName(view: DataView, from: number, length: number): void {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === SECOND_NAME) throw refusal('has a file with two names');
  }
}

interface Row {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  at: number;
}

function nameOf(bytes: Uint8Array): string {
  const name = decodeText(bytes);
  if (name === null) throw refusal('has a name that is no UTF-8');
  return name;
}

function readCentral(bytes: Uint8Array, view: DataView): { rows: Row[]; start: number } {
  const end = findEnd(bytes, view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) throw refusal('is too large to be ours (zip64)');
  if (view.getUint16(end + 8, true) !== count || view.getUint16(end + 4, true) !== 0) {
    throw refusal('is in several parts');
  }
  const rows: Row[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw refusal('has a damaged table');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    if (view.getUint16(at + 32, true) !== 0) throw refusal('has a comment, which nobody signed');
    if (at + 46 + nameLength + extraLength > end) throw refusal('has a damaged table');
    refuseSecondName(view, at + 46 + nameLength, extraLength);
    rows.push({
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength)),
    });
    // The upper half of the external attributes is the Unix mode: 0xa000 is a symbolic link.
    if (view.getUint16(at + 40, true) >>> 12 === 0xa) throw refusal('has a symbolic link');
    at += 46 + nameLength + extraLength;
  }
  if (at !== end) throw refusal('has something between its table and its end');
  return { rows, start };
}

function descriptorLength(view: DataView, at: number, row: Row, limit: number): number {
  for (const signed of [true, false]) {
    const from = signed ? at + 4 : at;
    if (from + 12 > limit || (signed && view.getUint32(at, true) !== DATA_DESCRIPTOR)) continue;
    const fits =
      view.getUint32(from, true) === row.crc &&
      view.getUint32(from + 4, true) === row.packedSize &&
      view.getUint32(from + 8, true) === row.size;
    if (fits) return from + 12 - at;
  }
  throw refusal(`tells two sizes of ${row.name}`);
}

/** Reads one local entry that must agree with its row; returns it and where the next one starts. */
function readLocal(bytes: Uint8Array, view: DataView, row: Row, limit: number): [ZipEntry, number] {
  const { at, name, method } = row;
  if (at + 30 > limit || view.getUint32(at, true) !== LOCAL) throw refusal(`has no data for ${name}`);
  const nameLength = view.getUint16(at + 26, true);
  const extraLength = view.getUint16(at + 28, true);
  const start = at + 30 + nameLength + extraLength;
  if (start > limit) throw refusal(`ends within ${name}`);
  refuseSecondName(view, at + 30 + nameLength, extraLength);
  const isStreamed = (row.flags & 8) !== 0;
  // A streamed entry may leave its sizes to the descriptor that follows it.
  const sizesFit = [row.packedSize, row.size].every((size, index) => {
    const told = view.getUint32(at + 18 + 4 * index, true);
    return told === size || (isStreamed && told === 0);
  });
  const agrees =
    nameOf(bytes.subarray(at + 30, at + 30 + nameLength)) === name &&
    view.getUint16(at + 8, true) === method &&
    view.getUint16(at + 6, true) === row.flags &&
    sizesFit;
  if (!agrees) throw refusal(`tells two things about ${name}`);
  if ((row.flags & 0x2041) !== 0) throw refusal('is encrypted');
  if (method !== 0 && method !== 8) throw refusal(`packs ${name} in a way that is not known here`);
  let next = start + row.packedSize;
  if (next > limit) throw refusal(`ends within ${name}`);
  const packed = bytes.subarray(start, next);
  if (isStreamed) next += descriptorLength(view, next, row, limit);
  return [{ path: name, size: row.size, method, packed }, next];
}

/**
 * The files of an archive, without its folders. Contents are not unpacked yet.
 * @throws TrustError `bad-zip`
 */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  if (bytes.length < 22) throw refusal('is empty');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { rows, start } = readCentral(bytes, view);
  const entries: ZipEntry[] = [];
  const folders: string[] = [];
  let expected = 0;
  for (const row of [...rows].sort((a, b) => a.at - b.at)) {
    if (row.at !== expected) throw refusal(`hides something before ${row.name}`);
    const [entry, next] = readLocal(bytes, view, row, start);
    expected = next;
    if (entry.path.endsWith('/')) {
      // An empty deflate stream has two bytes.
      if (entry.size !== 0 || entry.packed.length > 2)
        throw refusal(`hides something in the folder ${entry.path}`);
      folders.push(entry.path.slice(0, -1));
      continue;
    }
    entries.push(entry);
  }
  if (expected !== start) throw refusal('hides something before its table');
  const paths = entries.map(({ path }) => path);
  for (const path of [...paths, ...folders]) {
    const fault = pathFault(path);
    if (fault !== null) throw refusal(`has a name that ${fault}: ${JSON.stringify(path)}`);
  }
  const folds = new Set(paths.map(foldPath));
  const both = folders.find((path) => folds.has(foldPath(path)));
  if (both !== undefined) throw refusal(`is ambiguous: ${both} is a file and a folder`);
  const clash = pathClash(paths);
  if (clash !== null) throw refusal(`is ambiguous: ${clash}`);
  return entries;
}

/** All files of an archive together, as it says: what would be written where it is unpacked. */
export const unpackedSize = (entries: readonly ZipEntry[]): number =>
  entries.reduce((sum, { size }) => sum + size, 0);

/**
 * Whether a name is one under which every system takes a file for an archive. A genuine archive may hold bytes that
 * nobody signed between its files (fields that packers add), and a browser that is given it as `news.html` would draw
 * them: so an archive is only believed where its name says that it is one.
 */
export const isZipName = (name: string): boolean => /\.zip$/i.test(name);

const MENTION = 'SHA256SUMS.minisig';

/** Whether the bytes name a signed list anywhere: an archive without one is no copy of the site, whatever its form. */
export function mentionsSignature(bytes: Uint8Array): boolean {
  const wanted = [...MENTION].map((letter) => letter.charCodeAt(0));
  for (let at = 0; at + wanted.length <= bytes.length; at++) {
    if (bytes[at] === wanted[0] && wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/**
 * One file of an archive, unpacked.
 * @param limit bytes; a file that says or proves to be larger is refused (a bomb)
 * @throws TrustError `bad-zip`
 */
export function unpackEntry(entry: ZipEntry, inflate: Inflate, limit: number): Uint8Array {
  if (entry.size > limit) throw refusal(`has a file that is too large: ${entry.path}`);
  let bytes: Uint8Array;
  try {
    bytes = entry.method === 0 ? entry.packed : inflate(entry.packed, entry.size);
  } catch {
    throw refusal(`is damaged at ${entry.path}`);
  }
  if (bytes.length !== entry.size) throw refusal(`tells a wrong size of ${entry.path}`);
  return bytes;
}

/**
 * The folder that everything in the archive stands in, with its slash, or an empty string. Windows packs the
 * folder itself; then its name belongs to no path of the release.
 */
export function commonFolder(paths: readonly string[]): string {
  const [first] = paths;
  if (first === undefined || paths.includes('SHA256SUMS')) return '';
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && paths.every((path) => path.startsWith(folder)) ? folder : '';
}
