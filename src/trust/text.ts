/**
 * UTF-8 text, or null where the bytes are none. A byte order mark is kept, so that it is noticed as the
 * foreign character it is.
 */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);
