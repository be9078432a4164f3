/** What a browser asks for, and the language that is marked as its own. */
export const languageExamples: Readonly<
  Record<string, { wanted: readonly string[]; own: string | undefined }>
> = {
  'a language with its country': { wanted: ['pl-PL', 'en'], own: 'pl' },
  'the second, where the first is not offered': { wanted: ['tt-RU', 'ru'], own: 'ru' },
  'none that is offered': { wanted: ['fr', 'de-DE'], own: undefined },
};
