import type { SealedNews } from '../../../src/schemas/sealed.ts';
import type { Sealable, Sealables } from '../../../src/seal/seal-release.ts';
import { stretchedLength } from '../../../src/seal/stretch.ts';
import { newsOf, type SealedNote } from './sealed-note.ts';

/**
 * What a release seals, in columns: of a million records few say anything but status and month, and of those there are
 * some hundreds. As objects they would take half a gigabyte on either side of a thread.
 */
export interface PackedNews {
  /** Stretched codes, one after another. */
  stretched: Uint8Array<ArrayBuffer>;
  /** For each record the number of its status and month in `bare`. */
  kinds: Uint16Array<ArrayBuffer>;
  bare: SealedNews[];
  /** His words, by the number of the record. */
  letters: Map<number, string>;
}

export function packNews(notes: readonly SealedNote[]): PackedNews {
  const stretched = new Uint8Array(notes.length * stretchedLength);
  const kinds = new Uint16Array(notes.length);
  const numbers = new Map<string, number>();
  const bare: SealedNews[] = [];
  const letters = new Map<number, string>();
  notes.forEach((note, index) => {
    stretched.set(Buffer.from(note.ledger.stretched, 'hex'), index * stretchedLength);
    const { status, month, message } = newsOf(note);
    const key = `${status} ${month}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = bare.push({ status, month, message: null }) - 1;
      numbers.set(key, number);
    }
    kinds[index] = number;
    if (message !== null) letters.set(index, message);
  });
  return { stretched, kinds, bare, letters };
}

/** The records as `sealFiles` takes them, made when they are asked for. */
export function unpackNews({ stretched, kinds, bare, letters }: PackedNews): Sealables {
  return {
    length: kinds.length,
    at(index): Sealable | undefined {
      const kind = kinds[index];
      if (kind === undefined) return undefined;
      const news = bare[kind] as SealedNews; // made together in `packNews`
      const message = letters.get(index);
      return {
        stretched: stretched.subarray(index * stretchedLength, (index + 1) * stretchedLength),
        news: message === undefined ? news : { ...news, message },
      };
    },
  };
}
