/**
 * Safari 14 has BigInt but not `DataView.setBigUint64`, with which the cipher writes its lengths. Both halves fit a
 * number, so nothing is lost.
 */
if (!('setBigUint64' in DataView.prototype)) {
  Object.defineProperty(DataView.prototype, 'setBigUint64', {
    value(this: DataView, offset: number, value: bigint, littleEndian?: boolean): void {
      const number = Number(value);
      const [low, high] = [number >>> 0, Math.floor(number / 2 ** 32)];
      this.setUint32(offset, littleEndian ? low : high, littleEndian);
      this.setUint32(offset + 4, littleEndian ? high : low, littleEndian);
    },
  });
}
