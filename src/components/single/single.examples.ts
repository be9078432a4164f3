/** Bytes of the single-file edition, or `null` where the roster does not fit one; and how Russian writes them. */
export const singleExamples: Readonly<Record<string, { bytes: number | null; size?: string }>> = {
  'a small roster': { bytes: 412_345, size: '413 кБ' },
  'as large as a messenger forwards': { bytes: 2_000_000, size: '2 000 кБ' },
  'a roster that does not fit': { bytes: null },
};
