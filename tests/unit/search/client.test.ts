import { describe, expect, it } from 'vitest';
import { compiledNameTables } from '../../../scripts/names/name-tables.ts';
import { encodeBase64 } from '../../../src/bytes/base64.ts';
import { inTurns } from '../../../src/components/check/turns.ts';
import { encodeRoster } from '../../../src/roster/columns.ts';
import { createRef } from '../../../src/roster/ref-code.ts';
import { engineOnThisThread, searchClient } from '../../../src/search/client.ts';
import { startEngine } from '../../../src/search/engine.ts';
import type { EnginePort } from '../../../src/search/messages.ts';

const roster = encodeBase64(
  encodeRoster(
    [
      {
        ref: createRef(new Uint8Array([1, 2, 3, 4, 5])),
        given_name: 'Пётр',
        patronymic_initial: 'С',
        surname_initial: 'И',
        birth_from: '1998-05-01',
        birth_to: '1998-05-15',
      },
    ],
    { sequence: 1 },
  ),
);
const client = () => searchClient(engineOnThisThread(startEngine, (task) => void setTimeout(task, 0)));
const data = { names: compiledNameTables(), roster, shardIndex: '', cells: '' };
const query = (name: string) => ({ name, birth: { year: 1998 } });

describe('the engine behind its messages', () => {
  it('loads, and answers the newest question alone', async () => {
    const engine = client();
    expect(await engine.load(data)).toBe(1);
    const [old, newest] = await Promise.all([
      engine.search(query('Ива')),
      engine.search(query('Иванов Пётр')),
    ]);
    expect(old).toBeNull();
    expect(newest?.matches.map(({ fit }) => fit)).toEqual(['strong']);
  });

  it('says when what was loaded is damaged', async () => {
    await expect(client().load({ ...data, roster: 'AAAA' })).rejects.toThrow();
    await expect(client().load({ ...data, names: 'x' })).rejects.toThrow();
  });

  it('gives the thread back between steps, and answers as it does at once', async () => {
    const later = (task: () => void): void => void setImmediate(task);
    // A clock on which every step takes longer than a turn: each is a task of its own.
    let now = 0;
    let tasks = 0;
    const counted = (task: () => void): void => {
      tasks += 1;
      later(task);
    };
    const clock = (): number => {
      now += 100;
      return now;
    };
    const start = (port: EnginePort): void => startEngine(port, inTurns(counted, clock));
    const engine = searchClient(engineOnThisThread(start, later));
    const loading = engine.load(data);
    // Asked before it is loaded: it waits for its turn.
    const found = engine.search(query('Иванов Пётр'));
    expect(await loading).toBe(1);
    expect((await found)?.matches).toHaveLength(1);
    expect(tasks).toBeGreaterThan(20);
  });

  it('says when nothing is loaded yet', async () => {
    await expect(client().search(query('Иванов'))).rejects.toThrow();
  });
});
