/** A small seeded generator (sfc32, Chris Doty-Humphrey, public domain design): the same figures in every run. */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** A whole number below `bound`. */
  below(bound: number): number;
  /** Normally distributed, mean 0, standard deviation 1 (Box and Muller 1958). */
  normal(): number;
  /** A count with the given mean (Knuth for small means, the normal approximation for large ones). */
  poisson(mean: number): number;
}

/** @param seed any 32-bit number */
export function createRandom(seed: number): Random {
  let [a, b, c, d] = [0x9e37_79b9, 0x243f_6a88, 0xb7e1_5162, seed ^ 0xdead_beef];
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let index = 0; index < 20; index += 1) next();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    below: (bound) => Math.floor(next() * bound),
    poisson(mean) {
      if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}

/** Draws indexes with the given weights: cumulative sums and a binary search. */
export function drawer(weights: ArrayLike<number>): (random: Random) => number {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    sum += weights[index] as number;
    sums[index] = sum;
  }
  return (random) => {
    const aim = random.next() * sum;
    let low = 0;
    for (let high = sums.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > aim) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
