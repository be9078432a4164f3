/**
 * Bytes as text: pages opened from a disk can load a classic script and nothing else, so the roster travels as
 * base64 (RFC 4648, section 4) inside one. gzip takes back all but about 2 % of what base64 adds.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64. */
export function bytesToText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    parts.push(
      alphabet.charAt(group >>> 18),
      alphabet.charAt((group >>> 12) & 63),
      left > 1 ? alphabet.charAt((group >>> 6) & 63) : '=',
      left > 2 ? alphabet.charAt(group & 63) : '=',
    );
  }
  return parts.join('');
}

/** The bytes of base64 text, or null when it is not base64. White space is not forgiven: nothing adds it. */
export function textToBytes(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const values = new Uint8Array(128).fill(255);
  for (let index = 0; index < 64; index += 1) values[alphabet.charCodeAt(index)] = index;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let held = 0;
  let at = 0;
  for (let index = 0; index < text.length - padding; index += 1) {
    const value = values[text.charCodeAt(index)] ?? 255;
    if (value === 255) return null;
    held = ((held << 6) | value) & 0xff_ffff;
    if (index % 4 !== 0) bytes[at++] = (held >>> (6 - 2 * (index % 4))) & 0xff;
  }
  return bytes;
}
