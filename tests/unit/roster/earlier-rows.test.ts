import { describe, expect, it } from 'vitest';
import { readPopulation } from '../../../scripts/roster/population-folder.ts';
import { menOfEarlierRow } from '../../../src/roster/earlier-rows.ts';
import { firstDayOf, lastDayOf } from '../../../src/roster/half-month.ts';
import { type Cell, createPartition } from '../../../src/roster/partition.ts';
import { isoOfDay } from '../../../src/roster/roster-view.ts';

const population = readPopulation();
const policy = { maxRisk: 0.03, margin: 0.65, regionalMultiplier: 1 };
const partition = createPartition(population, policy);
const rowOf = ({ from, to, expected: _, ...names }: Cell) => ({
  ...names,
  birth_from: isoOfDay(firstDayOf(from)),
  birth_to: isoOfDay(lastDayOf(to)),
});

describe('men of a row of earlier tables', () => {
  it('are those of its cell where the tables are the same', () => {
    const cells = [...partition.cells()];
    for (let index = 0; index < cells.length; index += 5_003) {
      const cell = cells[index] as Cell;
      const men = menOfEarlierRow(partition.counts, partition, rowOf(cell)) ?? 0;
      expect(men / cell.expected, JSON.stringify(cell)).toBeCloseTo(1, 2);
    }
  });

  it('are fewer where the tables of today say so', () => {
    const fewer = createPartition(
      { ...population, men: population.men.map(({ year, men }) => ({ year, men: men / 2 })) },
      policy,
    );
    const [cell] = partition.cells();
    const row = rowOf(cell as Cell);
    const men = menOfEarlierRow(partition.counts, partition, row) as number;
    expect(menOfEarlierRow(fewer.counts, partition, row)).toBeCloseTo(men / 2, 6);
  });

  it('are not told of a name that the tables of today do not use', () => {
    const row = { ...rowOf([...partition.cells()][0] as Cell), given_name: 'Нетакого' };
    expect(menOfEarlierRow(partition.counts, partition, row)).toBeNull();
  });
});
