/**
 * Sealed files as classic scripts, `assets/sealed/<name>.js`: from `file://` a page may insert a script but not
 * fetch. Each hands its bytes, in base64, to a function that the code page sets up.
 */
export const sealedReceiver = 'vestochkaSealed';

function base64(bytes: Uint8Array): string {
  let binary = '';
  // In pieces, because the number of arguments of a call is limited.
  for (let at = 0; at < bytes.length; at += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  }
  return btoa(binary);
}

/** The text of `assets/sealed/<name>.js`. */
export function sealedScript(name: string, bytes: Uint8Array): string {
  return `${sealedReceiver}(${JSON.stringify(name)},"${base64(bytes)}");\n`;
}

/** The bytes that a sealed script hands over, from its base64. */
export function bytesOfBase64(text: string): Uint8Array {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * The bytes in the text of a sealed script, for programs that read a built site.
 * @returns null when the text is no sealed script of this name
 */
export function bytesOfScript(name: string, text: string): Uint8Array | null {
  const head = `${sealedReceiver}(${JSON.stringify(name)},"`;
  const end = text.lastIndexOf('");');
  return text.startsWith(head) && end >= head.length ? bytesOfBase64(text.slice(head.length, end)) : null;
}
