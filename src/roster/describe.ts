import type { Policy } from '../schemas/policy.ts';
import type { Population } from '../schemas/population.ts';
import type { Describe } from './description.ts';
import { createPartition } from './partition.ts';
import { createRowClasses } from './row-classes.ts';

export type { Describe, Description, Man } from './description.ts';

/** The row of a man is the description of his cell (`createRowClasses`), whoever else is in the register. */
export function createDescribe(
  population: Population,
  policy: Pick<Policy, 'maxRisk' | 'margin' | 'regionalMultiplier'>,
): Describe {
  return createRowClasses(population, policy, createPartition(population, policy)).describe;
}
