import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { isProcessAlive } from '../../process-alive.ts';
import { Refusal } from '../exit.ts';

interface Owner {
  pid: number;
  host: string;
  token: string;
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    // Half written by a program that was killed, or just removed: nobody holds it.
    return null;
  }
}

function isAlive({ pid, host }: Owner): boolean {
  // Of a process on another machine (a shared folder) nothing can be known, so it counts as alive.
  return host !== hostname() || isProcessAlive(pid);
}

function busy(path: string, owner: Owner | null): Refusal {
  const who = owner === null ? 'Another publisher' : `Process ${owner.pid} on ${owner.host}`;
  return new Refusal(
    `${who} is working with this ledger. Wait until it is done; if you are sure that it is not running, remove ${path}.`,
  );
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

/**
 * Makes the lock with its owner in it: written under a name of its own and then linked, since a lock that is created
 * first and filled afterwards is empty for a moment, and an empty one counts as nobody's.
 * @returns false when there is a lock already
 */
function create(path: string, owner: Owner): boolean {
  const own = `${path}.${owner.token}.new`;
  writeFileSync(own, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    return createUnlinked(path, owner, error);
  } finally {
    rmSync(own, { force: true });
  }
}

/** On disks without links (FAT) a copy that must not exist yet comes nearest. */
function createUnlinked(path: string, owner: Owner, reason: unknown): boolean {
  const { code } = reason as NodeJS.ErrnoException;
  if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(code ?? '')) throw reason;
  try {
    writeFileSync(path, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/**
 * Holds a ledger for one process. The lock of a dead process is taken over: it is moved away under a name of its
 * own first, so that of two who find it dead at once only one can.
 * @returns the function that gives it back
 * @throws Refusal when another process holds it
 */
export function lockLedger(ledger: string): () => void {
  const path = `${ledger}.lock`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const owner: Owner = { pid: process.pid, host: hostname(), token: randomUUID() };
  if (!create(path, owner)) {
    const found = readOwner(path);
    if (found !== null && isAlive(found)) throw busy(path, found);
    const away = `${path}.${owner.token}`;
    try {
      renameSync(path, away);
    } catch {
      // Someone else was faster with the same dead lock.
    }
    const moved = readOwner(away);
    if (moved !== null && moved.token !== found?.token) {
      linkSync(away, path);
      rmSync(away);
      throw busy(path, moved);
    }
    rmSync(away, { force: true });
    if (!create(path, owner)) throw busy(path, readOwner(path));
  }
  return () => {
    if (readOwner(path)?.token === owner.token) rmSync(path, { force: true });
  };
}
