/**
 * What of a register was found. `sealed`: a sealed record whose bytes are no cipher, whoever it is of; `order`: a row of
 * `entries.csv` that does not stand where its own words put it. Of these two the `record_id` is empty.
 */
export type HitKind = 'surname' | 'full_name' | 'birth_date' | 'record_id' | 'message' | 'sealed' | 'order';

/** One find in a text. `token` is the text that was met, needed for the comparison with a baseline; it is never printed. */
export interface TextHit {
  kind: HitKind;
  record: number;
  /** Index of the first character in the text. */
  at: number;
  token: string;
}

/** One find in a file. `file` names archives and the files in them as `outer.zip!inner.txt`; `offset` counts bytes. */
export interface Hit {
  kind: HitKind;
  record_id: string;
  file: string;
  offset: number;
  token: string;
}
