import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { Refusal, UsageError } from './command.ts';
import { writeWhole } from './write-file.ts';

const root = resolve(import.meta.dirname, '../..');
const siteFile = join(root, 'content/site.yaml');

/** A public gateway that gives each CID an origin of its own and sends CORS headers. */
export const DEFAULT_GATEWAY = 'ipfs.dweb.link';

/** A CID of version 1 in lower-case base32, the only spelling that may stand in a host name. */
const CID = /^ba[a-z2-7]{57}$/;

/** How many addresses the flyer prints (src/components/flyer): the CID belongs among them. */
const PRINTED = 3;

/**
 * The root CID of a folder, computed without a network.
 * @param archive where to keep the CAR for pinning; undefined throws it away
 * @throws Refusal when ipfs-car is not installed or fails
 */
export function rootCid(folder: string, archive: string | undefined): string {
  const scratch = mkdtempSync(join(tmpdir(), 'vestochka-cid-'));
  try {
    const program = join(root, 'node_modules/ipfs-car/bin.js');
    const output = archive === undefined ? join(scratch, 'site.car') : resolve(archive);
    const packed = spawnSync(
      process.execPath,
      [program, 'pack', `${resolve(folder)}/`, '--no-wrap', '--output', output],
      { encoding: 'utf8' },
    );
    const cid = (packed.stdout ?? '').trim();
    if (packed.status === 0 && CID.test(cid)) return cid;
    throw new Refusal(`ipfs-car gave no CID (${packed.stderr?.trim() || 'npm ci installs it'})`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** @throws UsageError when the gateway is no host name */
export function gatewayAddress(cid: string, gateway: string): string {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(gateway))
    throw new UsageError(`--gateway ${gateway} is no host name`);
  return `https://${cid}.${gateway}/`;
}

const isGateway = (address: unknown): boolean =>
  typeof address === 'string' && /^https:\/\/ba[a-z2-7]{57}\./.test(address);

/**
 * Names an address of IPFS among the mirrors of a site file, in the place of the one before it, else among those that
 * the flyer prints. The text around it stays as it is.
 * @returns the new text
 * @throws Refusal when the file lists no mirrors
 */
export function withGateway(text: string, address: string): string {
  const document = parseDocument(text);
  const mirrors = document.get('mirrors');
  if (!isSeq(mirrors)) throw new Refusal('content/site.yaml has no list of mirrors');
  const list = mirrors as YAMLSeq;
  const before = (list.toJSON() as unknown[]).findIndex(isGateway);
  if (before === -1) list.items.splice(PRINTED - 1, 0, document.createNode(address));
  else list.set(before, address);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** @returns the file that names the address now */
export function nameGateway(address: string): string {
  writeWhole(siteFile, withGateway(readFileSync(siteFile, 'utf8'), address));
  return siteFile;
}
