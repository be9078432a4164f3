/** A full date as it stands in a text. */
export interface WrittenDate {
  year: number;
  month: number;
  day: number;
  at: number;
  end: number;
}

const languages = ['ru', 'uk', 'be', 'pl', 'en', 'de', 'fr', 'kk', 'tt', 'ka', 'hy', 'az', 'uz'];
const romanMonths = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
/** Latin spellings of Russian month names, which the machine's own tables lack. */
const spelledMonths = [
  'yanvarya yanvar ianvaria',
  'fevralya fevral fevralia',
  'marta mart',
  'aprelya aprel aprelia',
  'maya mai maia',
  'iyunya iyun iiunia',
  'iyulya iyul iiulia',
  'avgusta avgust',
  'sentyabrya sentyabr sentiabria',
  'oktyabrya oktyabr oktiabria',
  'noyabrya noyabr noiabria',
  'dekabrya dekabr dekabria',
];

function monthNumbers(): Map<string, number> {
  const months = new Map<string, number>();
  const put = (word: string, month: number): void => {
    const plain = word.toLowerCase().normalize('NFC').replace(/\./g, '');
    if (/^\p{L}{3,}$/u.test(plain)) months.set(plain, month);
  };
  for (const language of languages) {
    for (let month = 1; month <= 12; month += 1) {
      const date = new Date(Date.UTC(2000, month - 1, 15));
      for (const style of ['long', 'short'] as const) {
        const options = { month: style, timeZone: 'UTC' } as const;
        put(new Intl.DateTimeFormat(language, options).format(date), month);
        const parts = new Intl.DateTimeFormat(language, { ...options, day: 'numeric' }).formatToParts(date);
        put(parts.find(({ type }) => type === 'month')?.value ?? '', month);
      }
    }
  }
  spelledMonths.forEach((words, index) => {
    for (const word of words.split(' ')) put(word, index + 1);
  });
  return months;
}

const months = monthNumbers();

const numeric =
  /(?<![\d.])(\d{4})\s?[-./,:_\u2010-\u2015]\s?(\d{1,2})\s?[-./,:_\u2010-\u2015]\s?(\d{1,2})(?!\d)|(?<![\d.])(\d{1,2})\s?[-./:_ \t\u2010-\u2015]\s?(\d{1,2})\s?[-./:_ \t\u2010-\u2015]\s?(\d{4}|\d{2})(?![\d]|[.]\d)/g;
const solid = /(?<![\p{L}\p{N}])(\d{8})(?!(?!T\d{4})[\p{L}\p{N}])/gu;
const dayMonthYear =
  /(?<!\d)(\d{1,2})(?:-?(?:го|е|st|nd|rd|th)|\.)?[\s\u00a0./-]+(?:of\s+|de\s+)?(\p{L}{1,10})\.?,?[\s\u00a0./-]+(\d{4}|\d{2})(?![\d:])/gu;
const monthDayYear = /(?<!\p{L})(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu;
const yearMonthDay = /(?<!\d)(\d{4})[\s.,-]+(\p{L}{3,10})\.?[\s.,-]+(\d{1,2})(?!\d)/gu;
const keyed =
  /["']?\b(?:year|y)["']?\s*[:=]\s*["']?(\d{4})["']?\s*[,;&]\s*["']?(?:month|m)["']?\s*[:=]\s*["']?(\d{1,2})["']?\s*[,;&]\s*["']?(?:day|d)["']?\s*[:=]\s*["']?(\d{1,2})/gi;
const keyedBackwards =
  /["']?\b(?:day|d)["']?\s*[:=]\s*["']?(\d{1,2})["']?\s*[,;&]\s*["']?(?:month|m)["']?\s*[:=]\s*["']?(\d{1,2})["']?\s*[,;&]\s*["']?(?:year|y)["']?\s*[:=]\s*["']?(\d{4})/gi;
/** Programs count months from nought. */
const called = /\b(?:Date|UTC)\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\b/g;
/** 1998-05-12 and 12.05.1998, backwards. */
const backwards = /(?<![\d./-])(?:(\d{2})([./-])(\d{2})\2(\d{4})|(\d{4})([./-])(\d{2})\6(\d{2}))(?![\d./-])/g;
const turned = (digits = ''): number => Number([...digits].reverse().join(''));
const epoch = /(?<![\p{L}\p{N}.])-?\d{7,13}(?![\p{L}\p{N}.])/gu;
const daySeconds = 86_400;

/** Two digits stand for the years around the youngest and the oldest who could be meant. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year > 26 ? 1900 : 2000);
}

function monthOf(word: string): number {
  const plain = word.toLowerCase();
  return months.get(plain) ?? romanMonths.indexOf(plain) + 1;
}

/**
 * Full dates in a text, in every way that offices and programs write them. Where day and month may be either, both
 * readings are given.
 */
export function* writtenDates(text: string): Generator<WrittenDate> {
  const dates = function* (
    pattern: RegExp,
    read: (groups: string[]) => readonly (readonly [number, number, number])[],
  ): Generator<WrittenDate> {
    for (const match of text.matchAll(pattern)) {
      for (const [year, month, day] of read(match as unknown as string[])) {
        if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1900) continue;
        yield { year, month, day, at: match.index, end: match.index + match[0].length };
      }
    }
  };
  if (!/\d/.test(text)) return;
  yield* dates(numeric, ([, y, m, d, a, b, c]) => {
    if (y !== undefined && y !== '') return [[Number(y), Number(m), Number(d)]];
    const full = fullYear(c as string);
    return a === b
      ? [[full, Number(b), Number(a)]]
      : [
          [full, Number(b), Number(a)],
          [full, Number(a), Number(b)],
        ];
  });
  yield* dates(solid, ([, digits = '']) => [
    [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))],
    [Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2))],
  ]);
  yield* dates(dayMonthYear, ([, d, month = '', y = '']) => [[fullYear(y), monthOf(month), Number(d)]]);
  yield* dates(monthDayYear, ([, month = '', d, y]) => [[Number(y), monthOf(month), Number(d)]]);
  yield* dates(yearMonthDay, ([, y, month = '', d]) => [[Number(y), monthOf(month), Number(d)]]);
  yield* dates(keyed, ([, y, m, d]) => [[Number(y), Number(m), Number(d)]]);
  yield* dates(keyedBackwards, ([, d, m, y]) => [[Number(y), Number(m), Number(d)]]);
  yield* dates(called, ([, y, m, d]) => [[Number(y), Number(m) + 1, Number(d)]]);
  yield* dates(backwards, ([, d, , m, y, year = y, , month = m, day = d]) => [
    [turned(year), turned(month), turned(day)],
  ]);
  yield* dates(epoch, ([digits = '']) => {
    const number = Number(digits);
    const seconds = Math.abs(number) > 1e10 ? number / 1000 : number;
    if (seconds % daySeconds !== 0) return [];
    const date = new Date(seconds * 1000);
    return [[date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]];
  });
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isFirst = ({ day }: WrittenDate): boolean => day === 1 || day === 16;
const isLast = ({ year, month, day }: WrittenDate): boolean => day === 15 || day === lastDay(year, month);

const near = 60;
const plainNear = (text: string): string => text.replace(/<[^>]*>?/g, ' ').replace(/&\w+;/g, ' ');
/** The beginning of a range in words: "1 –", "16 мая –", "16/05 –", "1 декабря 1982 по", "1992 –". */
const wordsBefore =
  /(?:(?<!\d)(?:0?1|16)(?:[./\s]+(?:\p{L}+|\d{1,2}))?(?:[./\s]+\d{4})?|\p{L}{3,}\s+\d{4}|(?<!\d)\d{4}|(?<!\d)\d{4}-\d{2}-(?:01|16))\s*(?:г\.?|года|р\.?|року|r\.)?\s*["']?\s*(?:[-–—/]|…|\bпо|\bдо|\bto|\bдо|\bpo|\bdo|\bда)\s*["']?\s*$/u;
/** The beginning of a range in columns, which is a full date: "1982-12-01,". A number may stand there for itself. */
const columnBefore =
  /(?:(?<!\d)(?:0?1|16)[.\s]+(?:\p{L}+|\d{1,2})[.\s]+\d{4}|(?<!\d)\d{4}-\d{2}-(?:01|16))\s*["']?\s*(?:[,;]|\s{2,})\s*["']?\s*$/u;
/** The end of a range, after its first date. */
const rangeAfter =
  /^\s*(?:г\.?|года|р\.?|року|r\.)?\s*["']?\s*(?:[-–—,;/]|…|по|до|to|do|да|\s{2,})\s*["']?\s*(?:\d|\p{L}{3,}\s+\d{4})/u;

/**
 * Whether a date stands as the bound of a cell: the first or last day of a half month, at its end of a written range.
 * The bounds of cells are many a man's birthday and say nothing about him (DESIGN, section 3). What is a bound by one
 * way to read it is none of a birthday by another: 01.06.1984 may be 6 January, and 31.01.2002 backwards 13 October.
 */
export function isCellBound(text: string, { at, end }: WrittenDate): boolean {
  for (const reading of writtenDates(text.slice(at, end)))
    if (standsAsBound(text, { ...reading, at, end })) return true;
  return false;
}

function standsAsBound(text: string, date: WrittenDate): boolean {
  if (isLast(date)) {
    const before = plainNear(text.slice(Math.max(0, date.at - near), date.at));
    if (wordsBefore.test(before) || columnBefore.test(before)) return true;
  }
  return isFirst(date) && rangeAfter.test(plainNear(text.slice(date.end, date.end + near)));
}
