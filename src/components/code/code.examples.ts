import type { SealedNews } from '../../schemas/sealed.ts';
import type { CodeFault } from '../../seal/family-code.ts';

/** What codes open to, for the gallery and the tests: every status, the shortest and the longest letter, and none. */
export const newsExamples: Readonly<Record<string, SealedNews>> = {
  'reported, without words of his': { status: 'reported', month: '2022-03', message: null },
  'confirmed, with a letter': {
    status: 'confirmed',
    month: '2022-04',
    message: 'Мама, я жив и здоров.\nКормят. Обнимаю тебя и папу.',
  },
  'transferred, with the longest letter': {
    status: 'transferred',
    month: '2022-12',
    message: 'Мама, не плачь, я жив. '.repeat(14).slice(0, 300),
  },
  'released, without a month': { status: 'released', month: null, message: 'Я свободен.' },
  'repatriated, in one word': { status: 'repatriated', month: '2023-01', message: 'Дома!' },
  'please call us': { status: 'call_us', month: null, message: null },
};

/** What is typed and is no code, and what the page finds wrong with it. */
export const faultExamples: Readonly<Record<string, { typed: string; fault: CodeFault }>> = {
  nothing: { typed: '  ', fault: { kind: 'empty' } },
  'a reference code': {
    typed: '4KD9-Q7M2',
    fault: { kind: 'length', characters: 8, expected: 20, groups: [] },
  },
  'a character too few in the second group': {
    typed: '0CA2-ADJ-B1MQ-N2WW-6SHG',
    fault: { kind: 'length', characters: 19, expected: 20, groups: [2] },
  },
  'a character that codes never have': {
    typed: '0CA2-ADJ7-B1MQ-N2WU-6SHG',
    fault: { kind: 'characters', groups: [4] },
  },
  'one wrong character': { typed: '0CA2-ADJ7-B1MR-N2WW-6SHG', fault: { kind: 'mistyped', groups: [3] } },
  'neighbours swapped across two groups': {
    typed: '0CAA-2DJ7-B1MQ-N2WW-6SHG',
    fault: { kind: 'mistyped', groups: [1, 2] },
  },
  'two codes in one': { typed: '9А7НЗМК9ВРЧУАРВУОЗ56', fault: { kind: 'ambiguous' } },
};
