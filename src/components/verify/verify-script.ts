import '../code/old-browsers.ts';
import { fill } from '../../i18n/phrase.ts';
import type { TrustWords } from '../../schemas/trust.ts';
import { plainDay } from '../../trust/expiry.ts';
import { fingerprintOf } from '../../trust/fingerprint.ts';
import { type PublicKey, parsePublicKey } from '../../trust/minisign.ts';
import { ownLanguage } from '../languages/own-language.ts';
import { checkDrop, type Verdict } from './check-drop.ts';

/**
 * The script of verify.html. It stands inside the file and nothing is loaded, so it works from `file://` and
 * without `crypto.subtle`. No sign of success is drawn: a fake draws the same; words and a key to compare are
 * all there is.
 */
interface PageData {
  keys: string[];
  languages: Record<string, { words: TrustWords['verify']; list: string[] }>;
}

const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
};

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
const input = byId('file') as HTMLInputElement;
const answer = byId('answer');
let language = document.documentElement.lang;
let last: { verdict: Verdict; name: string } | null = null;

const wordsOf = (): TrustWords['verify'] => {
  const found = data.languages[language];
  if (found === undefined) throw new Error(`no words of ${language}`);
  return found.words;
};

function add(parent: HTMLElement, tag: string, text: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className !== '') element.className = className;
  parent.appendChild(element);
  return element;
}

/** A name is a stranger's words: short, in quotation marks, and without signs that turn the line around. */
function quoted(name: string): string {
  const plain = name.replace(/[^\w\u0400-\u04ff .,()-]/g, '_');
  return `«${plain.length > 60 ? `${plain.slice(0, 40)}…${plain.slice(-15)}` : plain}»`;
}

function addList(title: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  add(answer, 'h3', title);
  const list = add(answer, 'ul', '');
  for (const path of paths.slice(0, 200)) add(list, 'li', path);
  if (paths.length > 200) add(list, 'li', `… ${paths.length}`);
}

function addKey(key: PublicKey): void {
  const words = wordsOf();
  const print = fingerprintOf(key, data.languages[language]?.list ?? []);
  add(answer, 'h3', words.signer);
  add(answer, 'p', print.words.join(' · '), 'key');
  add(answer, 'h3', words.code);
  add(answer, 'p', print.code, 'key');
}

function showGenuine(verdict: Extract<Verdict, { outcome: 'genuine' }>): void {
  const words = wordsOf();
  const values = {
    sequence: verdict.sequence,
    issued: plainDay(verdict.issued),
    expires: plainDay(verdict.expires),
  };
  add(answer, 'p', words.genuine, 'verdict');
  if (verdict.freshness === 'expired') add(answer, 'p', fill(words.expired, values), 'verdict');
  if (verdict.freshness === 'long-expired') add(answer, 'p', fill(words.long_expired, values), 'verdict');
  add(answer, 'p', fill(words.release, values));
  add(answer, 'p', words.compare);
  addKey(verdict.key);
}

function show(): void {
  answer.textContent = '';
  if (last === null) return;
  const words = wordsOf();
  const { verdict, name } = last;
  add(answer, 'h2', name);
  answer.setAttribute('data-outcome', verdict.outcome);
  if (verdict.outcome === 'genuine') {
    showGenuine(verdict);
    return;
  }
  add(answer, 'p', words[verdict.outcome], 'verdict');
  if (verdict.outcome === 'altered' && verdict.differences !== null) {
    addList(words.bad, verdict.differences.bad);
    addList(words.missing, verdict.differences.missing);
    addList(words.extra, verdict.differences.extra);
  }
}

function speak(code: string): void {
  language = code;
  document.documentElement.lang = code;
  const words = wordsOf();
  document.title = words.title;
  for (const element of Array.from(document.querySelectorAll<HTMLElement>('[data-say]'))) {
    element.textContent = words[element.getAttribute('data-say') as keyof TrustWords['verify']];
  }
  for (const button of Array.from(document.querySelectorAll('[data-language]'))) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-language') === code));
  }
  show();
}

function judge(file: File): void {
  answer.textContent = wordsOf().checking;
  answer.removeAttribute('data-outcome');
  const reader = new FileReader();
  reader.onerror = () => {
    answer.textContent = wordsOf().failed;
  };
  reader.onload = () => {
    // A pause, so that the words above are drawn before the work begins.
    setTimeout(() => {
      try {
        const keys = data.keys.map(parsePublicKey);
        const bytes = new Uint8Array(reader.result as ArrayBuffer);
        const verdict = checkDrop(bytes, file.name, keys, new Date().toISOString().slice(0, 10));
        last = { verdict, name: quoted(file.name) };
        show();
      } catch {
        answer.textContent = wordsOf().failed;
      }
    }, 30);
  };
  reader.readAsArrayBuffer(file);
}

function start(): void {
  for (const button of Array.from(document.querySelectorAll('[data-language]'))) {
    button.addEventListener('click', () => speak(button.getAttribute('data-language') ?? language));
  }
  input.addEventListener('change', () => {
    const [file] = Array.from(input.files ?? []);
    if (file !== undefined) judge(file);
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = Array.from(event.dataTransfer?.files ?? []);
    if (file !== undefined) judge(file);
  });
  const wanted = navigator.languages ?? [navigator.language];
  speak(ownLanguage(wanted, Object.keys(data.languages)) ?? language);
  byId('tool').hidden = false;
}

if (typeof BigInt === 'undefined' || typeof TextDecoder === 'undefined') byId('old').hidden = false;
else start();
