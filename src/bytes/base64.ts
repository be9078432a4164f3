import type { ByteSource } from './byte-source.ts';

/**
 * Bytes as text: base64 with padding (RFC 4648, section 4). A page opened from a disk can load a classic script and
 * nothing else, so rosters and sealed records travel as base64 inside one (gzip takes back all but about 2 % of what it
 * adds); keys and signatures are written in it by minisign.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const padding = 61;
const unknown = 255;

const codes = Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
const values = new Uint8Array(128).fill(unknown);
codes.forEach((code, value) => {
  values[code] = value;
});

export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(padding);
  const put = (at: number, value: number): void => {
    text[at] = codes[value & 63] as number;
  };
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const left = bytes.length - from;
    const group = ((bytes[from] as number) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    put(to, group >> 18);
    put(to + 1, group >> 12);
    if (left > 1) put(to + 2, group >> 6);
    if (left > 2) put(to + 3, group);
  }
  return new TextDecoder().decode(text);
}

function paddingOf(text: string): number {
  if (!text.endsWith('=')) return 0;
  return text.endsWith('==') ? 2 : 1;
}

/**
 * The bytes of base64, or null where the text is none. Strict, so that a key or a signature has one spelling only:
 * padding must be there, unused bits must be zero, and white space is not forgiven, since nothing adds it.
 */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const digits = text.length - paddingOf(text);
  const bytes = new Uint8Array((digits * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < digits; index++) {
    const value = values[text.charCodeAt(index)] ?? unknown;
    if (value === unknown) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/**
 * The bytes of base64, of which only what is asked for is decoded: of a megabyte of sealed records one is read.
 * A part with a foreign character in it comes back empty, and whoever asked notices its length.
 *
 * @returns null where the length alone shows that the text is no base64
 */
export function base64Source(text: string): ByteSource | null {
  if (text.length % 4 !== 0) return null;
  const length = (text.length / 4) * 3 - paddingOf(text);
  return {
    length,
    slice(start, end) {
      const first = Math.floor(start / 3);
      const part = decodeBase64(text.slice(first * 4, Math.ceil(Math.min(end, length) / 3) * 4));
      return part === null ? new Uint8Array() : part.slice(start - first * 3, end - first * 3);
    },
  };
}
