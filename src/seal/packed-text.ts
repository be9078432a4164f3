/**
 * A text in words of 17 bits, so that three hundred characters of any living script take one and the same room: every
 * character of Unicode's planes 0 and 1 (all scripts in use, all emoji) is one word. The rare ideographs and tags of
 * the planes above are two: the halves of their surrogate pair, which mean nothing else here.
 */
const wordBits = 17;
const firstAbove = 0x20000;

/** Half of a surrogate pair, which is no character. */
const isHalf = (character: string): boolean =>
  character.length === 1 && character >= '\ud800' && character <= '\udfff';

/** Whether a text is made of whole characters. */
export function isWhole(text: string): boolean {
  return ![...text].some(isHalf);
}

/** The words of a text that is whole. */
export function wordsOfText(text: string): number[] {
  const words: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point < firstAbove) words.push(point);
    else words.push(character.charCodeAt(0), character.charCodeAt(1));
  }
  return words;
}

/** How many words fit into so many bytes. */
export function wordsIn(bytes: number): number {
  return Math.floor((bytes * 8) / wordBits);
}

/** Writes words into bytes, highest bit first; the rest stays as it is. */
export function packWords(words: readonly number[], bytes: Uint8Array): void {
  words.forEach((word, i) => {
    for (let bit = 0; bit < wordBits; bit++) {
      const at = i * wordBits + bit;
      if (word & (1 << (wordBits - 1 - bit)))
        bytes[at >> 3] = (bytes[at >> 3] as number) | (0x80 >> (at & 7));
    }
  });
}

/** The text of so many words. */
export function unpackText(bytes: Uint8Array, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) {
    let word = 0;
    for (let at = i * wordBits; at < (i + 1) * wordBits; at++) {
      word = (word << 1) | (((bytes[at >> 3] as number) >> (7 - (at & 7))) & 1);
    }
    // A half is joined by the half that follows it.
    text += String.fromCodePoint(word);
  }
  return text;
}
