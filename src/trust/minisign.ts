import { ed25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { decodeText, encodeText } from './text.ts';
import { TrustError } from './trust-error.ts';

/**
 * Minisign's formats (https://jedisct1.github.io/minisign/): a key is `Ed` ‖ key number (8) ‖ Ed25519 key (32);
 * a signature is `Ed` (of the file) or `ED` (of its BLAKE2b-512) ‖ key number (8) ‖ Ed25519 signature (64),
 * and a second signature binds the trusted comment to the first. Without its comment the `Ed` form is the
 * format of OpenBSD's signify.
 */
export interface PublicKey {
  /** base64 of the 42 bytes: the short spelling that `minisign -P` takes. */
  text: string;
  /** The key number as minisign prints it: 16 hexadecimal digits, most significant byte first. */
  id: string;
  point: Uint8Array;
}

export interface Signature {
  keyId: string;
  /** True for `ED`: the signature is over the BLAKE2b-512 hash of the file. */
  prehashed: boolean;
  signature: Uint8Array;
  trustedComment: string;
  commentSignature: Uint8Array;
}

const KEY_BYTES = 42;
const SIGNATURE_BYTES = 74;
/** minisign refuses longer comments itself (TRUSTEDCOMMENTMAXBYTES). */
const LONGEST_COMMENT = 8192;
const LONGEST_FILE = 12_288;

function keyNumber(bytes: Uint8Array): string {
  return [...bytes.subarray(2, 10)]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join('');
}

function algorithm(bytes: Uint8Array): string {
  return String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
}

/**
 * A public key from either spelling: the file (`untrusted comment: …` and base64) or the base64 alone.
 * @throws TrustError `bad-key`
 */
export function parsePublicKey(text: string): PublicKey {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('untrusted comment:'));
  const [spelling] = lines;
  const bytes = lines.length === 1 && spelling !== undefined ? decodeBase64(spelling) : null;
  if (bytes === null || bytes.length !== KEY_BYTES || algorithm(bytes) !== 'Ed') {
    throw new TrustError('bad-key', 'this is no minisign public key (56 characters that start with RW)');
  }
  return { text: encodeBase64(bytes), id: keyNumber(bytes), point: bytes.slice(10) };
}

/** The file form of a key, as `minisign -p` and `signify -p` read it. */
export function formatPublicKey(key: PublicKey): string {
  return `untrusted comment: minisign public key ${key.id}\n${key.text}\n`;
}

function malformed(why: string): TrustError {
  return new TrustError('bad-signature-file', `the signature is not as minisign writes it: ${why}`);
}

/**
 * The four lines of a `.minisig` file. The untrusted comment is dropped here: nobody signed it, so nothing
 * may show it.
 * @throws TrustError `bad-signature-file`
 */
export function parseSignature(bytes: Uint8Array): Signature {
  if (bytes.length > LONGEST_FILE) throw malformed('it is too long');
  const text = decodeText(bytes);
  if (text === null) throw malformed('it is no text');
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  const [untrusted = '', first = '', comment = '', second = ''] = lines;
  if (lines.length !== 4) throw malformed('it must have four lines');
  if (!untrusted.startsWith('untrusted comment: ')) throw malformed('line 1 must be the untrusted comment');
  if (!comment.startsWith('trusted comment: ')) throw malformed('line 3 must be the trusted comment');
  const packet = decodeBase64(first);
  const commentSignature = decodeBase64(second);
  if (packet?.length !== SIGNATURE_BYTES) throw malformed('line 2 must be 74 bytes in base64');
  if (commentSignature?.length !== 64) throw malformed('line 4 must be 64 bytes in base64');
  const kind = algorithm(packet);
  if (kind !== 'Ed' && kind !== 'ED') throw malformed('its algorithm is unknown');
  const trustedComment = comment.slice('trusted comment: '.length);
  if (trustedComment.length > LONGEST_COMMENT) throw malformed('its trusted comment is too long');
  return {
    keyId: keyNumber(packet),
    prehashed: kind === 'ED',
    signature: packet.slice(10),
    trustedComment,
    commentSignature,
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** Strict as RFC 8032: canonical encodings only, keys of small order refused, as libsodium does. */
function holds(signature: Uint8Array, message: Uint8Array, key: PublicKey): boolean {
  return ed25519.verify(signature, message, key.point, { zip215: false });
}

/**
 * Checks the file and the trusted comment, both: a copy in which either was touched is not believed.
 * @returns the trusted comment
 * @throws TrustError `wrong-key` (another key signed) or `bad-signature`
 */
export function verifySignature(message: Uint8Array, signature: Signature, key: PublicKey): string {
  if (signature.keyId !== key.id) {
    throw new TrustError('wrong-key', `signed with key ${signature.keyId}, not with ${key.id}`);
  }
  const signed = signature.prehashed ? blake2b(message, { dkLen: 64 }) : message;
  if (!holds(signature.signature, signed, key)) {
    throw new TrustError('bad-signature', 'the signature does not fit: these bytes are not what was signed');
  }
  const bound = concat(signature.signature, encodeText(signature.trustedComment));
  if (!holds(signature.commentSignature, bound, key)) {
    throw new TrustError('bad-signature', 'the signature of the trusted comment does not fit');
  }
  return signature.trustedComment;
}
