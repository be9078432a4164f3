import { fill } from '../../i18n/phrase.ts';
import type { SealedNews } from '../../schemas/sealed.ts';
import { element, fromTemplate, slot } from '../check/page-element.ts';
import { pour } from '../check/pour.ts';
import type { CodeWords } from './code-words.ts';
import { changeSince, monthWords } from './month-words.ts';

/** States of the answer; each has a template `code-state-NAME` in CodeForm.astro. */
export type StateName = 'idle' | 'loading' | 'damaged' | 'wrong' | 'opened' | 'call_us' | 'closed' | 'blank';

const template = (name: StateName): DocumentFragment => fromTemplate(`code-state-${name}`);

/** Compares the month of the record with the one that she chooses, which is kept nowhere. */
function fillChange(content: DocumentFragment, month: string, words: CodeWords): void {
  const block = slot(content, 'change');
  block.hidden = false;
  const monthField = slot<HTMLSelectElement>(block, 'change-month');
  const yearField = slot<HTMLInputElement>(block, 'change-year');
  const answer = slot(block, 'change-answer');
  yearField.value = month.slice(0, 4);
  const compare = (): void => {
    const change = changeSince(month, { month: monthField.value, year: yearField.value });
    answer.textContent = change === null ? '' : words.change[change];
  };
  monthField.addEventListener('change', compare);
  yearField.addEventListener('input', compare);
}

/** What a code opens to, as a letter is read. The templates of CodeForm.astro must be on the page. */
export function drawLetter({ status, month, message }: SealedNews, words: CodeWords): DocumentFragment {
  if (status === 'call_us') return template('call_us');
  const content = template('opened');
  slot(content, 'status').textContent = words.status[status];
  slot(content, 'meaning').textContent = words.meaning[status];
  slot(content, 'month').textContent =
    month === null ? words.noMonth : fill(words.month, { month: monthWords(month, words) });
  if (message !== null) {
    slot(content, 'message').textContent = message;
    slot(content, 'message-block').hidden = false;
  }
  for (const step of Array.from(content.querySelectorAll<HTMLElement>('[data-for]'))) {
    if (!(step.dataset.for ?? '').split(' ').includes(status)) step.remove();
  }
  if (month !== null) fillChange(content, month, words);
  return content;
}

/** Draws answers into the page; it knows the templates and the words, and nothing of codes. */
export function createCodeView(words: CodeWords, act: { close: () => void; print: () => void }) {
  const result = element('opened', HTMLElement);
  const status = element('opened-status', HTMLParagraphElement);

  /** Counts what was shown: a record that is still being put into the page ends with what takes its place. */
  let shown = 0;
  let state: StateName = 'idle';

  /** The beginning is there at once, the rest frame by frame, and the name of the state when all of it is. */
  function show(name: StateName, content: DocumentFragment): void {
    for (const button of Array.from(content.querySelectorAll<HTMLElement>('[data-act]'))) {
      button.addEventListener('click', button.dataset.act === 'print' ? act.print : act.close);
    }
    const old = content.querySelector<HTMLElement>('[data-slot="old"]');
    if (old !== null) old.hidden = new Date().toISOString().slice(0, 10) <= words.reviewBy;
    const kept = content.querySelector<HTMLElement>('[data-slot="kept"]');
    if (kept !== null) kept.hidden = !navigator.serviceWorker?.controller;
    const heading = content.querySelector('h2')?.textContent ?? '';
    shown += 1;
    const mine = shown;
    state = name;
    const isWanted = (): boolean => mine === shown;
    result.textContent = '';
    result.dataset.state = 'loading';
    status.textContent = heading;
    void pour(content, result, isWanted).then(() => {
      if (isWanted()) result.dataset.state = name;
    });
  }

  return {
    /** Shows a state that is no answer: it stays where it is. */
    show: (name: 'idle' | 'loading' | 'closed' | 'blank'): void => show(name, template(name)),

    /** Shows that there is no news, and brings it into view: on a phone it lies below the form. */
    showNothing(name: 'wrong' | 'damaged'): void {
      show(name, template(name));
      result.scrollIntoView({ block: 'start' });
    },

    /** Draws the news apart from the page; the function that it returns shows them and brings them into view. */
    prepareNews(news: SealedNews): () => void {
      const content = drawLetter(news, words);
      return () => {
        show(news.status === 'call_us' ? 'call_us' : 'opened', content);
        result.scrollIntoView({ block: 'start' });
      };
    },

    /** Whether something of a record is on the screen, or about to be. */
    isInUse: (): boolean => ['loading', 'opened', 'call_us'].includes(state),
  };
}
