const steps = [
  { slug: 'collect-evidence', title: 'Получить подтверждение, что он там', step: 1 },
  { slug: 'collect-who', title: 'Решить, кто поедет', step: 2 },
  { slug: 'papers', title: 'Собрать бумаги', step: 3 },
];

/** The same way read at its overview, in the middle and at its end. */
export const stepExamples = {
  'before the first step': { steps, current: 'collect' },
  'in the middle': { steps, current: 'collect-who' },
  'at the end': { steps, current: 'papers' },
} as const;
