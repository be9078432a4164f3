/*
 * Two things that the cryptography asks of a browser and that Chromium 67, Firefox 68 and Safari 14.1 do not have.
 * Imported first.
 */

// Typed as what an old browser has, not as what the compiler knows.
const objects: object = Object;
if (!('hasOwn' in objects)) {
  Object.defineProperty(objects, 'hasOwn', {
    // Not by `hasOwnProperty`: the linter mends that into the very call that is missing.
    value: (owner: object, key: PropertyKey): boolean =>
      Object.getOwnPropertyDescriptor(owner, key) !== undefined,
  });
}

// Lengths that fit a number are all that is written with it, so its two halves lose nothing.
const views: object = DataView.prototype;
if (!('setBigUint64' in views)) {
  Object.defineProperty(views, 'setBigUint64', {
    value(this: DataView, offset: number, value: bigint, littleEndian?: boolean): void {
      const number = Number(value);
      const low = number >>> 0;
      const high = Math.floor(number / 2 ** 32);
      this.setUint32(offset, littleEndian ? low : high, littleEndian);
      this.setUint32(offset + 4, littleEndian ? high : low, littleEndian);
    },
  });
}
