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
}

/** Larger contents are not a site of ours; the limit keeps a bomb from filling the memory. */
const longestContent = 512 << 20;
const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestContent };

function tried(unpack: () => Uint8Array): Uint8Array | null {
  try {
    const bytes = unpack();
    return bytes.length === 0 ? null : bytes;
  } catch {
    // Most places that look like a beginning are none.
    return null;
  }
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
    const bytes = method === 8 ? tried(() => inflateRawSync(stored, options)) : null;
    yield { name, at: start, bytes: bytes ?? new Uint8Array() };
  }
}

/** Encrypted entries, and containers that Node cannot open: what is in them was not searched. */
export function unreadableAt(bytes: Uint8Array): { at: number; what: string } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const at of positions(buffer, [0x50, 0x4b, 3, 4])) {
    if (at + 30 > buffer.length) break;
    const method = buffer.readUInt16LE(at + 8);
    if ((buffer.readUInt16LE(at + 6) & 1) === 1) return { at, what: 'an encrypted zip entry' };
    if (method !== 0 && method !== 8 && method < 100) return { at, what: `a zip entry of method ${method}` };
  }
  const heads: readonly (readonly [string, readonly number[]])[] = [
    ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
    ['a rar archive', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
    ['an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
    ['a bzip2 file', [0x42, 0x5a, 0x68]],
  ];
  for (const [what, magic] of heads) {
    if (magic.every((byte, index) => bytes[index] === byte)) return { at: 0, what };
  }
  return null;
}

/** What is packed inside some bytes: zip, gzip, zlib (PNG, PDF), zstd, and brotli by the file's name. */
export function* innerFiles(bytes: Uint8Array, name: string): Generator<Inner> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  yield* zipEntries(buffer);
  for (const at of positions(buffer, [0x1f, 0x8b, 8])) {
    const content = tried(() => gunzipSync(buffer.subarray(at), options));
    if (content !== null) yield { name: 'gzip', at, bytes: content };
  }
  for (const level of [0x01, 0x5e, 0x9c, 0xda]) {
    for (const at of positions(buffer, [0x78, level])) {
      const content = tried(() => inflateSync(buffer.subarray(at), options));
      if (content !== null && content.length > 3) yield { name: 'zlib', at, bytes: content };
    }
  }
  for (const at of positions(buffer, [0x28, 0xb5, 0x2f, 0xfd])) {
    const content = tried(() => zstdDecompressSync(buffer.subarray(at), { maxOutputLength: longestContent }));
    if (content !== null) yield { name: 'zstd', at, bytes: content };
  }
  if (name.endsWith('.br')) {
    const content = tried(() => brotliDecompressSync(buffer, { maxOutputLength: longestContent }));
    if (content !== null) yield { name: 'brotli', at: 0, bytes: content };
  }
  if (name.endsWith('.deflate')) {
    const content = tried(() => inflateRawSync(buffer, options));
    if (content !== null) yield { name: 'deflate', at: 0, bytes: content };
  }
}
