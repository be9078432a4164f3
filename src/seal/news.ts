import type { SealedNews, SealedStatus } from '../schemas/sealed.ts';
import { isWhole, packWords, unpackText, wordsIn, wordsOfText } from './packed-text.ts';
import { SealError } from './seal-error.ts';

/** The status words in the bytes; a number is never given to another word. */
const statusNumbers: Record<SealedStatus, number> = {
  reported: 1,
  confirmed: 2,
  transferred: 3,
  released: 4,
  repatriated: 5,
  call_us: 15,
};
const statusOf = new Map(
  Object.entries(statusNumbers).map(([status, number]) => [number, status as SealedStatus]),
);

/**
 * The plaintext of a record: version 1, status, month (counted from 1970-01, plus 1; 0 = not told), number of words,
 * the message in words of 17 bits (packed-text.ts), zeros.
 */
const version = 1;
const headerLength = 6;
export const plaintextLength = 664;

/** Longest message, in characters as people count them (code points). */
export const longestMessage = 300;
/** Words that there is room for: nine more, for characters that take two. */
const longestInWords = wordsIn(plaintextLength - headerLength);

/** Whether his words can be sealed; `why` names the rule and is never the words themselves. */
export function messageFits(message: string): { fits: true } | { fits: false; why: string } {
  const characters = [...message].length;
  if (characters > longestMessage) {
    return { fits: false, why: `it has ${characters} characters, the most is ${longestMessage}` };
  }
  if (!isWhole(message) || message.includes('\0')) {
    return { fits: false, why: 'it contains half characters or zero bytes' };
  }
  const words = wordsOfText(message).length;
  if (words > longestInWords) {
    return {
      fits: false,
      why: `rare ideographs and flags of regions count twice: it comes to ${words}, the most is ${longestInWords}`,
    };
  }
  return { fits: true };
}

function monthNumber(month: string | null): number {
  if (month === null) return 0;
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  const number = match === null ? 0 : (Number(match[1]) - 1970) * 12 + Number(match[2]);
  if (number < 1) throw new SealError('input', 'A month is written YYYY-MM and is not before 1970-01.');
  return number;
}

const monthText = (number: number): string | null =>
  number === 0
    ? null
    : `${1970 + Math.floor((number - 1) / 12)}-${String(((number - 1) % 12) + 1).padStart(2, '0')}`;

/**
 * @returns 664 bytes
 * @throws SealError when the message does not fit, or a record that opens to "please call us" carries anything else
 */
export function encodeNews(news: SealedNews): Uint8Array {
  const message = news.message ?? '';
  const fit = messageFits(message);
  if (!fit.fits) throw new SealError('input', `A message cannot be sealed: ${fit.why}.`);
  if (news.status === 'call_us' && (news.month !== null || message !== '')) {
    throw new SealError('input', '"Please call us" goes without a month and without a message.');
  }
  const words = wordsOfText(message);
  const bytes = new Uint8Array(plaintextLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint8(1, statusNumbers[news.status]);
  view.setUint16(2, monthNumber(news.month));
  view.setUint16(4, words.length);
  packWords(words, bytes.subarray(headerLength));
  return bytes;
}

/** @throws SealError `format` on a plaintext of another version */
export function decodeNews(bytes: Uint8Array): SealedNews {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unknown = (): SealError =>
    new SealError('format', 'This record was written by a newer version of the site.');
  if (bytes.length !== plaintextLength || view.getUint8(0) !== version) throw unknown();
  const status = statusOf.get(view.getUint8(1));
  const words = view.getUint16(4);
  if (status === undefined || words > longestInWords) throw unknown();
  const message = unpackText(bytes.subarray(headerLength), words);
  return { status, month: monthText(view.getUint16(2)), message: message === '' ? null : message };
}
