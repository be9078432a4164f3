import { base64Source, encodeBase64 } from '../bytes/base64.ts';
import type { ByteSource } from '../bytes/byte-source.ts';

/**
 * Sealed files as classic scripts, `assets/sealed/<name>.js`: from `file://` a page may insert a script but not
 * fetch. Each hands its bytes, in base64, to a function that the code page sets up.
 */
export const sealedReceiver = 'vestochkaSealed';

/** The text of `assets/sealed/<name>.js`. */
export function sealedScript(name: string, bytes: Uint8Array): string {
  return `${sealedReceiver}(${JSON.stringify(name)},"${encodeBase64(bytes)}");\n`;
}

/**
 * The base64 in the text of a sealed script.
 * @returns null when the text is no sealed script of this name
 */
export function base64OfScript(name: string, text: string): string | null {
  const head = `${sealedReceiver}(${JSON.stringify(name)},"`;
  const end = text.lastIndexOf('");');
  return text.startsWith(head) && end >= head.length ? text.slice(head.length, end) : null;
}

/**
 * The bytes in the text of a sealed script, for programs that read a built site.
 * @returns null when the text is no sealed script of this name
 */
export function sourceOfScript(name: string, text: string): ByteSource | null {
  const encoded = base64OfScript(name, text);
  return encoded === null ? null : base64Source(encoded);
}

/** In the single-file edition the base64 stands in a block of data with this id. */
export const sealedBlockId = (name: string): string => `sealed-${name}`;
