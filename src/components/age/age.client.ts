import type { TrustWords } from '../../schemas/trust.ts';
import { freshness, plainDay } from '../../trust/expiry.ts';

/*
 * Says on every page when the release is out of date (Age.astro). The release's days come from `release.js`, a classic
 * script that `mirror -- manifest` writes, because a page opened from a folder can fetch nothing; a single file has
 * them inside. Nothing is withheld: thirty days past its end, each telephone number stands behind a sentence.
 */
interface Days {
  issued: string;
  expires: string;
}

const script = document.currentScript as HTMLScriptElement | null;

function filled(text: string, days: Days): string {
  return text.replace('{expires}', plainDay(days.expires));
}

function foldNumber(link: Element, warning: string): void {
  const fold = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = warning;
  fold.className = 'aged';
  link.parentNode?.insertBefore(fold, link);
  fold.appendChild(summary);
  fold.appendChild(link);
}

function tell(days: Days, note: HTMLElement, words: TrustWords['age']): void {
  const state = freshness(days, new Date().toISOString().slice(0, 10));
  if (state === 'fresh') return;
  note.textContent = filled(state === 'expired' ? words.expired : words.long_expired, days);
  note.hidden = false;
  note.setAttribute('data-age', state);
  if (state !== 'long-expired') return;
  for (const link of Array.from(document.querySelectorAll('a[href^="tel:"]'))) foldNumber(link, words.number);
}

function released(): Days | undefined {
  // What release.js leaves behind; see formatReleaseScript in src/trust/release.ts.
  return (self as unknown as { vestochkaRelease?: Days }).vestochkaRelease;
}

const note = document.getElementById('age');
const json = document.getElementById('age-data')?.textContent;
if (note && json) {
  const words = JSON.parse(json) as TrustWords['age'];
  const inside = released();
  if (inside !== undefined) tell(inside, note, words);
  else if (script?.src) {
    const loader = document.createElement('script');
    loader.src = new URL('../release.js', script.src).href;
    loader.onload = () => {
      const days = released();
      if (days !== undefined) tell(days, note, words);
    };
    document.head.appendChild(loader);
  }
}
