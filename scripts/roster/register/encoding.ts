import { createReadStream } from 'node:fs';

/**
 * Encodings that a register may come in. Those after windows-1251 are tried only where it yields no header:
 * exports of very old programs.
 */
export const eightBitEncodings = ['windows-1251', 'ibm866', 'koi8-u', 'x-mac-cyrillic'] as const;
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | (typeof eightBitEncodings)[number];

/** Whether a file begins with the byte order mark of UTF-8. Programs put it before text in other encodings too. */
export function hasUtf8Mark(head: Uint8Array): boolean {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
}

/** Encoding told by a byte order mark of UTF-16, or by the zero bytes that UTF-16 leaves between ASCII characters. */
export function markedEncoding(head: Uint8Array): Encoding | null {
  const [a, b] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Delimiters, line ends and digits are ASCII: a tenth of all characters at least.
  if (even + odd < head.length / 20) return null;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}

async function decode(path: string, fatal: boolean, use: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal });
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    use(decoder.decode(chunk as Uint8Array, { stream: true }));
  }
  use(decoder.decode());
}

/**
 * Whether a file is UTF-8, read to its end, since one Cyrillic name may be its only letter beyond ASCII.
 * A file of many good Cyrillic letters and a few broken bytes is damaged UTF-8, not windows-1251: in the latter,
 * hardly two neighbouring letters make valid UTF-8.
 */
export async function looksLikeUtf8(path: string): Promise<boolean> {
  try {
    await decode(path, true, () => {});
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  let broken = 0;
  let cyrillic = 0;
  await decode(path, false, (text) => {
    broken += text.match(/\ufffd/g)?.length ?? 0;
    cyrillic += text.match(/[\u0400-\u04ff]/g)?.length ?? 0;
  });
  return cyrillic > 3 * broken;
}

/** The text of a file, chunk by chunk, without its byte order mark. */
export async function* decodedChunks(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes = chunk as Uint8Array;
    const text = decoder.decode(first && hasUtf8Mark(bytes) ? bytes.subarray(3) : bytes, { stream: true });
    first = false;
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
