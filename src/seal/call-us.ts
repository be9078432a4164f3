/**
 * Who opens to "please call us".
 *
 * A death is told by a person, never by a page, so the words must not tell it by elimination: beside the deceased
 * and the withdrawn they stand for everyone in hospital and for a tenth of all others. The tenth is drawn by random
 * bytes that belong to the record for ever, so the same men stay in it from release to release.
 */
const alwaysCall = new Set(['deceased', 'hospital']);

/** Bytes of chance that a record keeps in the ledger for this. */
export const callDrawLength = 4;

/**
 * @param status of the register
 * @param disclosure of the register
 * @param draw at least 4 random bytes of the ledger that stay with the record; never from `record_id`, and never
 *   from the family code, or a family could compute whether he is in the tenth and learn a death by elimination
 * @throws RangeError on fewer bytes
 */
export function opensToCallUs(status: string, disclosure: string, draw: Uint8Array): boolean {
  if (draw.length < callDrawLength) throw new RangeError(`The draw needs ${callDrawLength} random bytes.`);
  const chance = new DataView(draw.buffer, draw.byteOffset).getUint32(0) / 2 ** 32;
  return alwaysCall.has(status) || disclosure === 'withdrawn' || chance < 0.1;
}
