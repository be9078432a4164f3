import type { Steps } from '../steps/steps.ts';
import { deriveRecordKeys } from './record-keys.ts';
import { saltLength } from './release-salt.ts';
import { openRecordBytes, sealRecord } from './sealed-record.ts';
import { stretchedLength } from './stretch.ts';

/**
 * Opens a record that it has sealed itself, in steps. An engine compiles what runs for the first time, which on a
 * cheap phone takes longer than opening does: a page rehearses before a family waits for it.
 */
export function* rehearseOpening(): Steps<void> {
  const salt = new Uint8Array(saltLength);
  const keys = deriveRecordKeys(new Uint8Array(stretchedLength), salt);
  yield;
  const record = sealRecord({ status: 'reported', month: '2022-03', message: 'Это проба.' }, keys, salt);
  yield;
  openRecordBytes(record, keys);
}
