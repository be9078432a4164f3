import { bornWords, dateWords, whoWords } from '../../i18n/entry-words.ts';
import { fill, plural } from '../../i18n/phrase.ts';
import { formatRef } from '../../roster/ref-code.ts';
import type { Match, SearchResult } from '../../search/query.ts';
import { alternatives, type CheckWords, reasonWords } from './check-words.ts';
import { element, fromTemplate, slot } from './page-element.ts';
import { pour } from './pour.ts';

/** States of the answer; each has a template `state-NAME` in CheckForm.astro. */
export type StateName = 'idle' | 'press' | 'ask' | 'loading' | 'damaged' | 'few' | 'many' | 'none';

/** Rows that are shown under "many fit", where they help least. */
const rowsAmongMany = 3;

/** `replaceChildren`, which browsers before 2020 have not. */
function replaceContents(parent: Element, ...contents: Node[]): void {
  parent.textContent = '';
  parent.append(...contents);
}

function item(text: string): HTMLLIElement {
  const line = document.createElement('li');
  line.textContent = text;
  return line;
}

/** Draws answers into the page; it knows the templates and the words, and nothing of searching. */
export function createCheckView(words: CheckWords) {
  const result = element('result', HTMLElement);
  const status = element('result-status', HTMLParagraphElement);
  const compared = element('compared', HTMLUListElement);
  let announcement: ReturnType<typeof setTimeout> | undefined;

  /** Screen readers hear the heading once she pauses, not at every letter. */
  function announce(text: string): void {
    clearTimeout(announcement);
    announcement = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text;
    }, 900);
  }

  /** The text of the state that is shown, and when all of it is in the page. */
  let shownText = '';
  let whole = Promise.resolve();

  /** Shows a state; one that is there already stays as it is. Resolves when all of it is there. */
  function show(name: StateName, content: DocumentFragment): Promise<void> {
    const text = content.textContent ?? '';
    if (text !== shownText || result.dataset.state !== name) {
      shownText = text;
      announce(content.querySelector('h2')?.textContent ?? '');
      result.textContent = '';
      result.dataset.state = name;
      whole = pour(content, result, () => text === shownText);
    }
    return whole;
  }

  function row({ entry, fit, reasons }: Match): DocumentFragment {
    const content = fromTemplate('row');
    const line = content.querySelector('li');
    if (line !== null) line.dataset.ref = entry.ref;
    slot(content, 'who').textContent = whoWords(entry, words.entry);
    slot(content, 'born').textContent = bornWords(entry.birth_from, entry.birth_to, words.entry);
    const fitMark = slot(content, 'fit');
    fitMark.textContent = words.fit[fit];
    fitMark.dataset.fit = fit;
    slot(content, 'odds').textContent = words.odds[fit];
    slot(content, 'ref').textContent = formatRef(entry.ref);
    const told = reasons.flatMap((reason) => reasonWords(reason, words) ?? []);
    if (told.length > 0) {
      slot(content, 'reasons').append(...told.map(item));
      slot(content, 'reasons-block').hidden = false;
    }
    return content;
  }

  function showFew({ matches, total }: SearchResult): Promise<void> {
    const content = fromTemplate('state-few');
    slot(content, 'heading').textContent = plural(words.fewTitle, total, words.pluralTag);
    slot(content, 'rows').append(...matches.map(row));
    return show('few', content);
  }

  function showMany({ matches, total, missing }: SearchResult): Promise<void> {
    const content = fromTemplate('state-many');
    slot(content, 'heading').textContent = plural(words.manyTitle, total, words.pluralTag);
    if (missing.length > 0) {
      slot(content, 'missing').append(...missing.map((part) => item(words.missing[part])));
      slot(content, 'add').hidden = false;
    } else slot(content, 'complete').hidden = false;
    const best = matches.filter(({ fit }) => fit === 'strong').slice(0, rowsAmongMany);
    if (best.length > 0) {
      slot(content, 'rows').append(...best.map(row));
      slot(content, 'rows-block').hidden = false;
    }
    return show('many', content);
  }

  function comparedPart(text: string, value: string): HTMLLIElement {
    const line = document.createElement('li');
    const [before = '', after = ''] = text.split('{value}');
    const bold = document.createElement('b');
    bold.textContent = value;
    line.append(before, bold, after);
    return line;
  }

  return {
    /** More of a large roster would be needed than one check may fetch. */
    showAsk({ missing }: SearchResult): Promise<void> {
      const content = fromTemplate('state-ask');
      slot(content, 'missing').append(...missing.map((part) => item(words.missing[part])));
      return show('ask', content);
    },

    showState(name: Exclude<StateName, 'ask' | 'few' | 'many'>): Promise<void> {
      return show(name, fromTemplate(`state-${name}`));
    },

    showResult(found: SearchResult): Promise<void> {
      if (found.outcome === 'few') return showFew(found);
      if (found.outcome === 'many') return showMany(found);
      return show(found.outcome, fromTemplate(`state-${found.outcome}`));
    },

    /** Brings the answer into view where it lies below the form, as on a phone: she who presses looks for it. */
    bringIntoView(): void {
      if (result.getBoundingClientRect().top > innerHeight / 2) result.scrollIntoView({ block: 'start' });
    },

    /**
     * What is compared, and nothing else: a name in full is never, and she can see that.
     * @returns whether it was not there before, so that all that stands below it is laid out anew
     */
    showCompared({ understood }: SearchResult): boolean {
      const { givenNames, surnameInitials, patronymicInitials, birth } = understood;
      const joined = (values: readonly string[]): string => alternatives(values, words.compared.or);
      const parts: HTMLLIElement[] = [];
      if (givenNames.length > 0) parts.push(comparedPart(words.compared.given, joined(givenNames)));
      if (surnameInitials.length > 0)
        parts.push(comparedPart(words.compared.surname, joined(surnameInitials)));
      if (patronymicInitials.length > 0) {
        parts.push(comparedPart(words.compared.patronymic, joined(patronymicInitials)));
      }
      const born = birthWords(birth, words);
      if (born !== '') parts.push(comparedPart(words.compared.birth, born));
      replaceContents(compared, ...parts);
      const block = compared.closest<HTMLElement>('[data-slot="compared"]');
      const isNew = block?.hidden === true && parts.length > 0;
      if (block !== null) block.hidden = parts.length === 0;
      return isNew;
    },
  };
}

/** A birth date as far as it is known: `12 мая 1998`, `май 1998`, `1998`, or nothing. */
function birthWords({ year, month, day }: SearchResult['understood']['birth'], words: CheckWords): string {
  const monthName = month === undefined ? undefined : words.monthsAlone[month - 1];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const pad = (value: number): string => String(value).padStart(2, '0');
    return dateWords(`${year}-${pad(month)}-${pad(day)}`, words.entry);
  }
  if (day !== undefined && month !== undefined) {
    return fill(words.entry.dayMonth, { day, month: words.entry.months[month - 1] ?? '' });
  }
  if (monthName !== undefined)
    return year === undefined ? monthName : fill(words.monthYear, { month: monthName, year });
  return year === undefined ? '' : String(year);
}
