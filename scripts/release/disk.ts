import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * The file operations that change anything during a publication. They go through this one object, so that a test
 * can stop the program before and after each of them.
 */
export interface Disk {
  mkdir(path: string, mode?: number): void;
  /** Writes a new file, or replaces one. It is on the disk for certain only after `sync`. */
  write(path: string, chunks: Iterable<string | Uint8Array>, mode?: number): void;
  /** Waits until a file is on the disk. Many written files are synced faster together, after the last. */
  sync(path: string): void;
  append(path: string, text: string): void;
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Makes renames in a folder last through a power cut. */
  syncFolder(path: string): void;
}

function writeAll(file: number, chunk: string | Uint8Array): void {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

export const nodeDisk: Disk = {
  mkdir(path, mode) {
    mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  },
  write(path, chunks, mode = 0o644) {
    const file = openSync(path, 'w', mode);
    try {
      for (const chunk of chunks) writeAll(file, chunk);
    } finally {
      closeSync(file);
    }
  },
  sync(path) {
    const file = openSync(path, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  append(path, text) {
    const file = openSync(path, 'a');
    try {
      writeAll(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  link: linkSync,
  rename: renameSync,
  remove(path) {
    rmSync(path, { recursive: true, force: true });
  },
  syncFolder(path) {
    // Windows cannot open a folder; it has no such thing to sync either.
    if (process.platform === 'win32') return;
    const file = openSync(path, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
};
