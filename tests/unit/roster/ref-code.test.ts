import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRef, formatRef, parseRef } from '../../../src/roster/ref-code.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const refs = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(createRef);

describe('reference codes', () => {
  it('read back as they are shown, in any case, with any dashes and spaces', () => {
    fc.assert(
      fc.property(refs, (ref) => {
        expect(ref).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
        expect(parseRef(formatRef(ref))).toBe(ref);
        expect(parseRef(` ${[...ref.toLowerCase()].join(' – ')} `)).toBe(ref);
      }),
    );
  });

  it('take O for 0, I and L for 1, and Cyrillic letters for their twins', () => {
    fc.assert(
      fc.property(refs, (ref) => {
        const typed = ref.replaceAll('0', 'O').replaceAll('1', 'l');
        expect(parseRef(typed)).toBe(ref);
        const twins: Record<string, string> = {
          A: 'А',
          B: 'В',
          C: 'С',
          E: 'Е',
          H: 'Н',
          K: 'К',
          M: 'М',
          P: 'Р',
          T: 'Т',
          X: 'Х',
        };
        expect(parseRef([...ref].map((letter) => twins[letter] ?? letter).join(''))).toBe(ref);
      }),
    );
  });

  it('notice every single wrong character', () => {
    fc.assert(
      fc.property(refs, fc.nat(7), fc.nat(31), (ref, at, value) => {
        const wrong = ref.slice(0, at) + alphabet[value] + ref.slice(at + 1);
        expect(parseRef(wrong)).toBe(wrong === ref ? ref : null);
      }),
    );
  });

  it('notice any two swapped characters', () => {
    fc.assert(
      fc.property(refs, fc.nat(7), fc.nat(7), (ref, a, b) => {
        const letters = [...ref];
        [letters[a], letters[b]] = [letters[b] as string, letters[a] as string];
        const swapped = letters.join('');
        expect(parseRef(swapped)).toBe(swapped === ref ? ref : null);
      }),
    );
  });

  it('are nothing else', () => {
    for (const text of ['', '4KD9-Q7M', '4KD9-Q7M23', 'ИВАНОВ', '????-????', '1998-05-12']) {
      expect(parseRef(text)).toBeNull();
    }
    expect(() => createRef(new Uint8Array(4))).toThrow(RangeError);
  });
});
