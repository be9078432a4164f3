/**
 * An adaptive binary range coder (Martin 1979; the carry handling is that of LZMA). Encoder and decoder share
 * one face, `Coder`: a codec is written once, hands the value over when it encodes and gets it back when it
 * decodes, so the two can never drift apart.
 *
 * Only whole numbers are computed with, and every division is of numbers that IEEE 754 rounds in one way, so
 * that every engine decodes the same bytes to the same rows.
 */
export interface Coder {
  readonly decoding: boolean;
  /** Codes one bit; `zeros` is the expected share of noughts in 1/16384. */
  bit(zeros: number, bit: number): number;
  /** Codes `count` (0 to 12) equally likely bits. */
  direct(count: number, value: number): number;
}

const probabilityBits = 14;
const probabilityOne = 1 << probabilityBits;
const topOfRange = 0xffff_ffff;
const renormaliseBelow = 0x0100_0000;
const twoTo32 = 0x1_0000_0000;

/** A coder that writes. `finish` gives the bytes; it may be called once. */
export interface Encoder extends Coder {
  finish(): Uint8Array;
}

/** A coder that writes into memory. */
export function createEncoder(): Encoder {
  let bytes = new Uint8Array(1024);
  let size = 0;
  let low = 0;
  let range = topOfRange;
  let held = 0;
  let heldCount = 0;

  const put = (byte: number): void => {
    if (size === bytes.length) {
      const larger = new Uint8Array(size * 2);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[size++] = byte;
  };
  const shift = (): void => {
    if (low < 0xff00_0000 || low >= twoTo32) {
      const carry = low >= twoTo32 ? 1 : 0;
      for (let byte = held; heldCount > 0; heldCount -= 1, byte = 0xff) put((byte + carry) & 0xff);
      held = (low >>> 24) & 0xff;
    }
    heldCount += 1;
    low = ((low & 0x00ff_ffff) << 8) >>> 0;
  };
  const renormalise = (): void => {
    while (range < renormaliseBelow) {
      range = (range << 8) >>> 0;
      shift();
    }
  };
  return {
    decoding: false,
    bit(zeros, bit) {
      const bound = (range >>> probabilityBits) * zeros;
      if (bit === 0) range = bound;
      else {
        low += bound;
        range -= bound;
      }
      renormalise();
      return bit;
    },
    direct(count, value) {
      range >>>= count;
      low += range * value;
      renormalise();
      return value;
    },
    finish() {
      for (let index = 0; index < 5; index += 1) shift();
      return bytes.slice(0, size);
    },
  };
}

/** A coder that reads. Throws RangeError well past the end, so that no wrong body is read for ever. */
export function createDecoder(bytes: Uint8Array): Coder {
  let position = 0;
  const next = (): number => {
    if (position > bytes.length + 8) throw new RangeError('The coded body ends too soon.');
    return bytes[position++] ?? 0;
  };
  let range = topOfRange;
  let code = 0;
  for (let index = 0; index < 4; index += 1) code = ((code << 8) | next()) >>> 0;

  const renormalise = (): void => {
    while (range < renormaliseBelow) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | next()) >>> 0;
    }
  };
  return {
    decoding: true,
    bit(zeros) {
      const bound = (range >>> probabilityBits) * zeros;
      const bit = code < bound ? 0 : 1;
      if (bit === 0) range = bound;
      else {
        code -= bound;
        range -= bound;
      }
      renormalise();
      return bit;
    },
    direct(count) {
      range >>>= count;
      const value = Math.min(Math.floor(code / range), (1 << count) - 1);
      code -= value * range;
      renormalise();
      return value;
    },
  };
}

// `private`, not `#`: the bundle for old browsers would turn every access to a # field into a WeakMap look-up.
const forgetAt = 0xfff0;

/**
 * Counts of noughts and ones in `size` contexts, estimated as Krichevsky and Trofimov (1981) do: (n + ½) ÷
 * (N + 1), within half a logarithm of the best fixed probability.
 */
export class BitCounts {
  private readonly zeros: Uint16Array;
  private readonly total: Uint16Array;

  constructor(size: number) {
    this.zeros = new Uint16Array(size);
    this.total = new Uint16Array(size);
  }

  code(coder: Coder, context: number, bit: number): number {
    const zeros = this.zeros[context] ?? 0;
    const total = this.total[context] ?? 0;
    const share = Math.floor(((2 * zeros + 1) * probabilityOne) / (2 * total + 2));
    const coded = coder.bit(Math.min(probabilityOne - 1, Math.max(1, share)), bit);
    this.zeros[context] = zeros + 1 - coded;
    this.total[context] = total + 1;
    if (total + 1 >= forgetAt) {
      this.zeros[context] = (this.zeros[context] ?? 0) >>> 1;
      this.total[context] = forgetAt >>> 1;
    }
    return coded;
  }
}

/** Symbols below 2^bits, coded bit by bit down a binary tree, in any of `contexts` contexts. */
export class SymbolTree {
  private readonly bits: number;
  private readonly counts: BitCounts;

  constructor(bits: number, contexts = 1) {
    this.bits = bits;
    this.counts = new BitCounts(contexts << bits);
  }

  code(coder: Coder, symbol: number, context = 0): number {
    const base = context << this.bits;
    let node = 1;
    for (let shift = this.bits - 1; shift >= 0; shift -= 1) {
      node = (node << 1) | this.counts.code(coder, base + node, (symbol >>> shift) & 1);
    }
    return node - (1 << this.bits);
  }
}

/** Whole numbers from 0 to 2^31 − 2 of unknown size: their length in bits by a tree, two bits below the top by counts, the rest raw. */
export class NumberModel {
  private readonly lengths: SymbolTree;
  private readonly upper: BitCounts;

  constructor(contexts = 1) {
    this.lengths = new SymbolTree(5, contexts);
    this.upper = new BitCounts(contexts * 128);
  }

  code(coder: Coder, value: number, context = 0): number {
    const shifted = value + 1;
    const length = this.lengths.code(coder, 31 - Math.clz32(shifted), context);
    let result = 1;
    let left = length;
    for (; left > 0 && length - left < 2; ) {
      left -= 1;
      const place = context * 128 + length * 4 + result;
      result = (result << 1) | this.upper.code(coder, place, (shifted >>> left) & 1);
    }
    while (left > 0) {
      const step = Math.min(left, 12);
      left -= step;
      result = (result << step) | coder.direct(step, (shifted >>> left) & ((1 << step) - 1));
    }
    return result - 1;
  }
}

/** How many bits the symbols 0 to count − 1 take. */
export function symbolBits(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}
