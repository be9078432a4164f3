import { expect, it } from 'vitest';
import { sealedScript, sourceOfScript } from '../../../src/seal/sealed-script.ts';
import { seededBytes } from './seeded-bytes.ts';

it('ships files as classic scripts that give back the same bytes', () => {
  const bytes = seededBytes('a file', 20_001);
  const text = sealedScript('00017', bytes);
  expect(text).toMatch(/^vestochkaSealed\("00017","[A-Za-z0-9+/=]+"\);\n$/);
  expect(sourceOfScript('00017', text)?.slice(0, bytes.length)).toEqual(bytes);
  expect(sourceOfScript('00018', text)).toBeNull();
  expect(sourceOfScript('00017', 'alert(1)')).toBeNull();
});
