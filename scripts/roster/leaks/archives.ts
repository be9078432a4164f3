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

function* positions(buffer: Buffer, magic: readonly number[]): Generator<number> {
  const needle = Buffer.from(magic);
  for (let at = buffer.indexOf(needle); at >= 0; at = buffer.indexOf(needle, at + 1)) yield at;
}

/** Entries of a zip by their local headers, wherever they stand: a zip may be appended to anything. */
function* zipEntries(buffer: Buffer): Generator<Inner> {
  for (const at of positions(buffer, [0x50, 0x4b, 3, 4])) {
    if (at + 30 > buffer.length) return;
    const method = buffer.readUInt16LE(at + 8);
    const size = buffer.readUInt32LE(at + 18);
    const nameLength = buffer.readUInt16LE(at + 26);
    const start = at + 30 + nameLength + buffer.readUInt16LE(at + 28);
    if (start > buffer.length) continue;
    const name = buffer.toString('utf8', at + 30, at + 30 + nameLength);
    const stored = buffer.subarray(start, size > 0 && size !== 0xffffffff ? start + size : buffer.length);
    if (method === 0) continue;
    const content = method === 8 ? unpacked((options) => inflateRawSync(stored, options)) : null;
    yield { name, at: start, ...(content ?? { bytes: new Uint8Array(), certain: true }) };
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
  for (const at of positions(buffer, [0x50, 0x4b, 3, 4])) {
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

/** What is packed inside some bytes: zip, gzip, zlib (PNG, PDF), zstd; brotli and raw deflate as whole files. */
export function* innerFiles(bytes: Uint8Array, name: string): Generator<Inner> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  yield* zipEntries(buffer);
  for (const at of positions(buffer, [0x1f, 0x8b, 8])) {
    const content = unpacked((options) => gunzipSync(buffer.subarray(at), options));
    if (content !== null) yield { name: 'gzip', at, ...content };
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
