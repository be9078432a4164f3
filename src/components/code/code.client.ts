import './old-browsers.ts';
import { parseFamilyCode } from '../../seal/family-code.ts';
import { openRecord } from '../../seal/open-record.ts';
import { rehearseOpening } from '../../seal/rehearsal.ts';
import { element, slot } from '../check/page-element.ts';
import { createCodeView } from './code-view.ts';
import type { CodeWords } from './code-words.ts';
import { faultWords } from './fault-words.ts';
import { watchLeaving } from './leaving.ts';
import { inTasks, later, nextTask } from './next-task.ts';
import { createSealedLoader } from './sealed-loader.ts';
import { createStretching } from './stretching.ts';

const form = element('code-form', HTMLFormElement);
const input = element('code', HTMLInputElement);
const error = element('code-error', HTMLParagraphElement);
const words = JSON.parse(element('code-words', HTMLScriptElement).textContent ?? '') as CodeWords; // written by CodeForm.astro
const load = createSealedLoader();
const stretching = createStretching();

/** Counts openings, so that one that was given up does not show its answer later. */
let opening = 0;

const view = createCodeView(words, { close, print: () => window.print() });

function sayFault(text: string | null): void {
  error.hidden = text === null;
  error.textContent = text ?? '';
  if (text === null) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}

/** Takes the code and what it opened off the page. */
function forget(): void {
  opening++;
  stretching.forget();
  input.value = '';
  sayFault(null);
}

function close(): void {
  forget();
  view.show('closed');
  input.focus();
}

function blank(): void {
  // While it is being opened too: what is given up must not be said to be coming.
  const inUse = view.isInUse();
  forget();
  if (inUse) view.show('blank');
}

async function open(code: string): Promise<void> {
  opening++;
  const mine = opening;
  view.show('loading');
  // The press itself is long enough for a task.
  await nextTask();
  if (mine !== opening) return;
  try {
    const news = await openRecord(code, load, stretching.take);
    // Opened, drawn and shown in three tasks, so that none is long.
    await nextTask();
    const show = news === null ? () => view.showNothing('wrong') : view.prepareNews(news);
    await nextTask();
    if (mine === opening) show();
  } catch {
    // Not loaded, cut, or mixed from two releases: each has the same remedy.
    if (mine === opening) view.showNothing('damaged');
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const parsed = parseFamilyCode(input.value);
  sayFault(parsed.ok ? null : faultWords(parsed.fault, words.fault));
  if (parsed.ok) {
    void open(parsed.code);
    return;
  }
  // What an earlier code opened must not stand beside a code that was not read.
  opening++;
  view.show('idle');
  input.focus();
});
form.addEventListener('reset', () => {
  forget();
  view.show('idle');
});
input.addEventListener('focus', () => void inTasks(rehearseOpening(), () => true), { once: true });
input.addEventListener('input', () => {
  sayFault(null);
  const parsed = parseFamilyCode(input.value);
  if (parsed.ok) stretching.begin(parsed.code);
  else stretching.forget();
});

watchLeaving(document, blank, () => input.offsetParent !== null);
input.value = '';
// Where all scripts have come already, one task runs them one after the other.
later(() => {
  view.show('idle');
  slot<HTMLFieldSetElement>(form, 'controls').disabled = false;
  form.dataset.ready = '';
});
