/** Bytes of which parts can be had without making the whole. Every `Uint8Array` is one. */
export interface ByteSource {
  readonly length: number;
  /** Bytes from `start` up to but without `end`. */
  slice(start: number, end: number): Uint8Array;
}

/** What stands in a source from a place on. */
export function sourceFrom(source: ByteSource, place: number): ByteSource {
  return {
    length: source.length - place,
    slice: (start, end) => source.slice(place + start, place + end),
  };
}
