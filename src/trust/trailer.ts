import { type PublicKey, parseSignature, verifySignature } from './minisign.ts';
import { decodeText, encodeText } from './text.ts';
import { TrustError } from './trust-error.ts';

/**
 * A single HTML file carries its own signature as the comment that ends it:
 *
 *     …</html>⏎
 *     <!-- vestochka-signature⏎
 *     RW… (line 2 of the .minisig)⏎
 *     trusted comment: …⏎
 *     … (line 4)⏎
 *     -->⏎
 *
 * Signed is every byte before the comment. Nothing may follow it, and it holds nothing that is not signed:
 * minisign's untrusted line is left out, so there is no room for anybody's words.
 */
const OPENING = '<!-- vestochka-signature\n';
const CLOSING = '-->\n';
const LONGEST_TRAILER = 2048;
const UNTRUSTED = 'untrusted comment: a single file of Vestochka\n';

/** Files of a release that are forwarded on their own and so carry their own signature. */
export const isSingleFile = (path: string): boolean => /^(?:vestochka-[a-z-]+|verify)\.html$/.test(path);

export interface SignedFile {
  body: Uint8Array;
  /** The signature in minisign's file form. */
  signature: Uint8Array;
}

/** Where a text of ASCII stands last, at or after `earliest`; -1 where it does not. */
function lastIndexOf(bytes: Uint8Array, text: string, earliest: number): number {
  const wanted = encodeText(text);
  const [first] = wanted;
  for (let at = bytes.length - wanted.length; at >= earliest; at--) {
    if (bytes[at] === first && wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

const trailerStart = (file: Uint8Array): number =>
  lastIndexOf(file, OPENING, Math.max(0, file.length - LONGEST_TRAILER));

/** The file without its trailer; the file itself when it has none. */
export function withoutTrailer(file: Uint8Array): Uint8Array {
  const at = trailerStart(file);
  return at === -1 ? file : file.subarray(0, at);
}

/**
 * Bytes of the trailer that a statement will have: lines 2 and 4 of a `.minisig` have one length each (74 and
 * 64 bytes in base64). So a release can be described before its single files are signed.
 */
export function trailerLength(statement: FileStatement): number {
  const lines = ['x'.repeat(100), `trusted comment: ${formatStatement(statement)}`, 'x'.repeat(88)];
  return encodeText(`${OPENING}${lines.join('\n')}\n${CLOSING}`).length;
}

/**
 * The trailer of a signature in minisign's file form.
 * @throws TrustError `bad-trailer` when the comment could end the trailer early
 */
export function formatTrailer(signature: Uint8Array): string {
  parseSignature(signature);
  const lines = (decodeText(signature) ?? '').split('\n').slice(1, 4);
  const text = `${OPENING}${lines.join('\n')}\n${CLOSING}`;
  if (lines.join('\n').includes('--') || text.length > LONGEST_TRAILER) {
    throw new TrustError('bad-trailer', 'the trusted comment is too long or has two dashes in a row');
  }
  return text;
}

/**
 * Takes a file apart into what was signed and its signature; null when it carries none.
 * @throws TrustError `bad-trailer` when something follows the trailer or it is not as written
 */
export function splitTrailer(file: Uint8Array): SignedFile | null {
  const at = trailerStart(file);
  if (at === -1) {
    if (lastIndexOf(file, OPENING, 0) === -1) return null;
    throw new TrustError('bad-trailer', 'something stands after the signature');
  }
  const text = decodeText(file.subarray(at));
  const lines = text?.slice(OPENING.length).split('\n') ?? [];
  const [first, comment, second, closing, end] = lines;
  if (lines.length !== 5 || `${closing}\n` !== CLOSING || end !== '') {
    throw new TrustError('bad-trailer', 'something stands after the signature, or the signature was cut');
  }
  const signature = encodeText(`${UNTRUSTED}${first}\n${comment}\n${second}\n`);
  return { body: file.subarray(0, at), signature };
}

/** What the publisher says of a single file in its trusted comment. */
export interface FileStatement {
  sequence: number;
  issued: string;
  expires: string;
}

export function formatStatement({ sequence, issued, expires }: FileStatement): string {
  return `vestochka single file sequence:${sequence} issued:${issued} expires:${expires}`;
}

function parseStatement(comment: string): FileStatement {
  const pattern =
    /^vestochka single file sequence:(\d{1,15}) issued:(\d{4}-\d{2}-\d{2}) expires:(\d{4}-\d{2}-\d{2})$/;
  const match = pattern.exec(comment);
  if (!match) throw new TrustError('bad-trailer', 'the signature was made for something else');
  const [, sequence = '', issued = '', expires = ''] = match;
  return { sequence: Number(sequence), issued, expires };
}

/**
 * Verifies a single file under one of the keys.
 * @returns the signer and what it states; null when the file carries no signature
 * @throws TrustError
 */
export function verifySingleFile(
  file: Uint8Array,
  keys: readonly PublicKey[],
): { key: PublicKey; statement: FileStatement } | null {
  const parts = splitTrailer(file);
  if (parts === null) return null;
  const signature = parseSignature(parts.signature);
  const key = keys.find(({ id }) => id === signature.keyId);
  if (key === undefined) throw new TrustError('wrong-key', `signed with key ${signature.keyId}`);
  return { key, statement: parseStatement(verifySignature(parts.body, signature, key)) };
}
