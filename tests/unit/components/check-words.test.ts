import { describe, expect, it } from 'vitest';
import { alternatives } from '../../../src/components/check/check-words.ts';

describe('names and letters that are compared', () => {
  it.each([
    [[], ''],
    [['Роман'], 'Роман'],
    [['А', 'Х'], 'А или Х'],
    [['Роман', 'Рамиль', 'Р…'], 'Роман, Рамиль или Р…'],
  ])('%j is said as "%s"', (values, text) => {
    expect(alternatives(values, 'или')).toBe(text);
  });
});
