/**
 * GF(32) = GF(2)[x] / (x⁵ + x² + 1), the field of one base32 character. x is primitive: its powers are all 31
 * values but 0. Addition is exclusive or.
 */
const order = 31;
const powers: number[] = [];
const logarithms: number[] = Array.from({ length: 32 }, () => 0);
for (let value = 1, exponent = 0; exponent < order; exponent++) {
  powers.push(value);
  logarithms[value] = exponent;
  value <<= 1;
  if (value & 32) value ^= 0b100101;
}

/** xᵉ; the exponent may be any integer. */
export function power(exponent: number): number {
  return powers[((exponent % order) + order) % order] as number;
}

export function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : power((logarithms[a] as number) + (logarithms[b] as number));
}

/** a ÷ b; b is not 0. */
export function divide(a: number, b: number): number {
  return a === 0 ? 0 : power((logarithms[a] as number) - (logarithms[b] as number));
}
