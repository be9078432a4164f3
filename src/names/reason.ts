export type NamePart = 'given_name' | 'surname' | 'patronymic' | 'birth' | 'name';

/**
 * One step from what she typed to what the papers say, for the page to put in words: `typed` leads to `means`.
 *
 * - `script`: another alphabet; `layout`: the keyboard was set to another one; `spelling`: letters that spellings
 *   confuse (doubled letters, й/и, ь); `feminine`, `case`: a form of the name; `variant`: the same name as other
 *   papers or languages write it; `diminutive`; `colloquial`: Сергеич; `initial`; `slip`: one slip of the finger;
 *   `sound`: merely sounds near; `rest_cell`: the row stands for names that are too rare for one of their own;
 *   `unknown_name`: no table knows it; `half`: one half of a double surname; `former`: a former name; `order`;
 *   `missing`: a part that only one side has.
 * - `equal`: the part is the same; `differs`: it contradicts.
 */
export type ReasonCode =
  | 'equal'
  | 'script'
  | 'layout'
  | 'spelling'
  | 'feminine'
  | 'case'
  | 'variant'
  | 'diminutive'
  | 'colloquial'
  | 'initial'
  | 'slip'
  | 'sound'
  | 'rest_cell'
  | 'unknown_name'
  | 'half'
  | 'former'
  | 'order'
  | 'missing'
  | 'differs';

export interface Reason {
  readonly code: ReasonCode;
  readonly part: NamePart;
  readonly typed?: string;
  readonly means?: string;
}
