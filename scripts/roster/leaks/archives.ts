import { isUtf8 } from 'node:buffer';
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

/** A file within a file. `at` is the offset of its first byte in the outer one. */
export interface Inner {
  name: string;
  /** The bytes of the name, where they are no UTF-8 and may be of several encodings. */
  nameBytes?: Uint8Array;
  at: number;
  bytes: Uint8Array;
  /** Whether it was packed for certain; else something that looks so may have been unpacked. */
  certain: boolean;
}

/** Larger contents are not a site of ours; the limit keeps a bomb from filling the memory. */
const longestContent = 512 << 20;
const shortestStream = 16;
/** What breaks off is unpacked as far as it goes. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestContent };
const strict = { maxOutputLength: longestContent };

function tried(unpack: () => Uint8Array): Uint8Array | null {
  try {
    const bytes = unpack();
    return bytes.length === 0 ? null : bytes;
  } catch {
    // Most places that look like a beginning are none.
    return null;
  }
}

type Unpack = (options: typeof lenient | typeof strict) => Uint8Array;

/** What a packed stream holds; it is certain when it ends as it should, with its checksum where it has one. */
function unpacked(unpack: Unpack): { bytes: Uint8Array; certain: boolean } | null {
  const bytes = tried(() => unpack(lenient));
  return bytes === null ? null : { bytes, certain: tried(() => unpack(strict)) !== null };
}

/** A whole file that is one raw stream of deflate, which has no mark to know it by. */
function* rawDeflate(buffer: Buffer): Generator<Inner> {
  const bytes = tried(() => {
    const { buffer: content, engine } = inflateRawSync(buffer, { ...strict, info: true }) as unknown as {
      buffer: Uint8Array;
      engine: { bytesWritten: number };
    };
    return engine.bytesWritten === buffer.length ? content : new Uint8Array();
  });
  if (bytes !== null) yield { name: 'deflate', at: 0, bytes, certain: false };
}

const zipMagic = Buffer.from([0x50, 0x4b, 3, 4]);
const tarMagic = Buffer.from('ustar');
const pngMagic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegMagic = Buffer.from([0xff, 0xd8, 0xff]);

function* positions(buffer: Buffer, magic: Uint8Array | readonly number[]): Generator<number> {
  const needle = Buffer.from(magic);
  for (let at = buffer.indexOf(needle); at >= 0; at = buffer.indexOf(needle, at + 1)) yield at;
}

/** Entries of a zip by their local headers, wherever they stand: a zip may be appended to anything. */
function* zipEntries(buffer: Buffer): Generator<Inner> {
  for (const at of positions(buffer, zipMagic)) {
    if (at + 30 > buffer.length) return;
    const method = buffer.readUInt16LE(at + 8);
    const size = buffer.readUInt32LE(at + 18);
    const nameLength = buffer.readUInt16LE(at + 26);
    const start = at + 30 + nameLength + buffer.readUInt16LE(at + 28);
    if (start > buffer.length) continue;
    const name = nameOf(buffer.subarray(at + 30, at + 30 + nameLength));
    const stored = buffer.subarray(start, size > 0 && size !== 0xffffffff ? start + size : buffer.length);
    if (method === 0) {
      // Where it ends is not known without its length, which may follow it. Archives in it are found where they stand.
      const isKnown = size > 0 && !stored.includes(zipMagic);
      yield { ...name, at: start, bytes: isKnown ? stored : new Uint8Array(), certain: true };
      continue;
    }
    const content = method === 8 ? unpacked((options) => inflateRawSync(stored, options)) : null;
    yield { ...name, at: start, ...(content ?? { bytes: new Uint8Array(), certain: true }) };
  }
}

function nameOf(bytes: Buffer): Pick<Inner, 'name' | 'nameBytes'> {
  const name = bytes.toString('utf8');
  return isUtf8(bytes) ? { name } : { name, nameBytes: bytes };
}

const tarBlock = 512;
const tarSizeAt = 124;
const tarMagicAt = 257;

/** Entries of a tar (POSIX.1-1988 and on), whose names and contents are texts in the middle of zeros. */
function* tarEntries(buffer: Buffer): Generator<Inner> {
  for (const magicAt of positions(buffer, tarMagic)) {
    const at = magicAt - tarMagicAt;
    if (at < 0 || at + tarBlock > buffer.length) continue;
    const field = (from: number, length: number): Buffer => {
      const bytes = buffer.subarray(at + from, at + from + length);
      const end = bytes.indexOf(0);
      return end < 0 ? bytes : bytes.subarray(0, end);
    };
    const size = Number.parseInt(field(tarSizeAt, 12).toString('latin1').trim(), 8);
    if (!(size >= 0)) continue;
    const prefix = field(345, 155);
    const name = nameOf(
      Buffer.concat([prefix, ...(prefix.length > 0 ? [Buffer.from('/')] : []), field(0, 100)]),
    );
    yield { ...name, at, bytes: field(157, 100), certain: true };
    const bytes = buffer.subarray(at + tarBlock, at + tarBlock + size);
    if (!bytes.includes(tarMagic)) yield { ...name, at: at + tarBlock, bytes, certain: true };
  }
}

/** Texts of a PNG (tEXt, zTXt, iTXt, eXIf and its like): all its chunks but those of the picture itself. */
function* pngChunks(buffer: Buffer): Generator<Inner> {
  for (const magicAt of positions(buffer, pngMagic)) {
    for (let at = magicAt + 8; at + 12 <= buffer.length; ) {
      const length = buffer.readUInt32BE(at);
      const type = buffer.toString('latin1', at + 4, at + 8);
      const bytes = buffer.subarray(at + 8, at + 8 + length);
      if (/^(?:tEXt|zTXt|iTXt|tIME|eXIf|[a-z]{2}[A-Z][a-z])$/.test(type)) {
        // A keyword, a zero, and the text: zeros part them.
        yield* textsBetweenZeros(bytes, type, at + 8);
      }
      at += 12 + length;
      if (type === 'IEND') break;
    }
  }
}

/** Comments and metadata of a JPEG, which stand before the picture: COM, APP1 (Exif, XMP) to APP15 (ITU T.81, B.2.4). */
function* jpegSegments(buffer: Buffer): Generator<Inner> {
  for (const magicAt of positions(buffer, jpegMagic)) {
    for (let at = magicAt + 2; at + 4 <= buffer.length && buffer[at] === 0xff; ) {
      const marker = buffer[at + 1] as number;
      const length = buffer.readUInt16BE(at + 2);
      const isText = marker === 0xfe || (marker > 0xe0 && marker <= 0xef);
      if (isText) yield* textsBetweenZeros(buffer.subarray(at + 4, at + 2 + length), 'jpeg', at + 4);
      if (marker === 0xda || length < 2) break;
      at += 2 + length;
    }
  }
}

/** The name of a file that was packed by gzip (RFC 1952, FNAME); in Latin-1 by the letter, in UTF-8 as a rule. */
function gzipName(buffer: Buffer, at: number): Pick<Inner, 'name' | 'nameBytes'> {
  const flags = buffer[at + 3] ?? 0;
  const extra = (flags & 4) !== 0 && at + 12 <= buffer.length ? 2 + buffer.readUInt16LE(at + 10) : 0;
  const end = buffer.indexOf(0, at + 10 + extra);
  return (flags & 8) === 0 || end < 0 ? { name: 'gzip' } : nameOf(buffer.subarray(at + 10 + extra, end));
}

function* textsBetweenZeros(bytes: Buffer, name: string, at: number): Generator<Inner> {
  for (let from = 0; from <= bytes.length; ) {
    const zero = bytes.indexOf(0, from);
    const to = zero < 0 ? bytes.length : zero;
    if (to > from) yield { name, at: at + from, bytes: bytes.subarray(from, to), certain: true };
    from = to + 1;
  }
}

/**
 * How containers begin that Node cannot open or whose content is encrypted. Marks of six bytes and more count anywhere
 * (an archive stored in a zip or a tar); shorter ones, which noise has too, at the beginning of a file only.
 */
const closedContainers: readonly (readonly [string, RegExp])[] = [
  ['a 7z archive', /7z\xbc\xaf\x27\x1c/],
  ['a rar archive', /Rar!\x1a\x07/],
  ['an xz file', /\xfd7zXZ\x00/],
  ['a bzip2 file', /BZh[1-9](?:1AY&SY|\x17rE8P\x90)/],
  ['an lzma file', /^\x5d\x00\x00.{2}(?:\xff{8}|.{5}\x00{3})/s],
  ['an lz4 file', /^\x04\x22\x4d\x18/],
  ['an lzip file', /^LZIP[\x00\x01]/],
  ['a compress file', /^\x1f\x9d[\x89-\x90]/],
  ['a cabinet', /^MSCF\x00{4}/],
  [
    'an encrypted file',
    /^(?:Salted__|age-encryption\.org\/|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----)/,
  ],
  ['an encrypted PDF', /^%PDF-.*\/Encrypt\s+\d+\s+\d+\s+R/s],
  ['an encrypted document', /^\xd0\xcf\x11\xe0.*E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00/s],
];

/** Encrypted entries, and containers that Node cannot open: what is in them was not searched. */
export function unreadableAt(bytes: Uint8Array): { at: number; what: string } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const at of positions(buffer, zipMagic)) {
    if (at + 30 > buffer.length) break;
    const method = buffer.readUInt16LE(at + 8);
    if ((buffer.readUInt16LE(at + 6) & 1) === 1) return { at, what: 'an encrypted zip entry' };
    if (method !== 0 && method !== 8 && method < 100) return { at, what: `a zip entry of method ${method}` };
  }
  const latin1 = buffer.toString('latin1');
  for (const [what, pattern] of closedContainers) {
    const at = latin1.search(pattern);
    if (at >= 0) return { at, what };
  }
  return null;
}

/**
 * What is packed inside some bytes: zip, tar, texts of PNG and JPEG, gzip, zlib (PNG, PDF), zstd; brotli and raw deflate
 * as whole files.
 */
export function* innerFiles(bytes: Uint8Array, name: string): Generator<Inner> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  yield* zipEntries(buffer);
  yield* tarEntries(buffer);
  yield* pngChunks(buffer);
  yield* jpegSegments(buffer);
  for (const at of positions(buffer, [0x1f, 0x8b, 8])) {
    const content = unpacked((options) => gunzipSync(buffer.subarray(at), options));
    if (content !== null) yield { ...gzipName(buffer, at), at, ...content };
  }
  for (const level of [0x01, 0x5e, 0x9c, 0xda]) {
    for (const at of positions(buffer, [0x78, level])) {
      const content = unpacked((options) => inflateSync(buffer.subarray(at), options));
      if (content !== null && content.bytes.length > 3) yield { name: 'zlib', at, ...content };
    }
  }
  for (const at of positions(buffer, [0x28, 0xb5, 0x2f, 0xfd])) {
    const content = tried(() => zstdDecompressSync(buffer.subarray(at), { maxOutputLength: longestContent }));
    if (content !== null) yield { name: 'zstd', at, bytes: content, certain: true };
  }
  // Neither has a mark; a text is no such stream, and in a shorter one there is no room for a name.
  if (buffer.length < shortestStream) return;
  if (isUtf8(buffer) && !name.endsWith('.br') && !name.endsWith('.deflate')) return;
  const content = tried(() => brotliDecompressSync(buffer, strict));
  if (content !== null) yield { name: 'brotli', at: 0, bytes: content, certain: name.endsWith('.br') };
  yield* rawDeflate(buffer);
}
