import { escaped } from '../../i18n/markup.ts';
import type { Words } from '../../i18n/words.ts';
import { groupTitle, type NameGroup, rowPhrases, spanAnchor, tableBodies } from './roster-table.ts';

/**
 * What a page of the browsable roster says of its rows: links to the names, then a table for each name with links to
 * the years. Written as text: at a million rows Astro would draw five thousand times a thousand rows.
 *
 * @returns the HTML for the groups of one page
 */
export function rosterBody(words: Words): (groups: readonly NameGroup[]) => string {
  const say = (key: Parameters<Words['text']>[0]): string => escaped(words.text(key));
  const phrases = rowPhrases(words);
  const title = (group: NameGroup): string => escaped(groupTitle(group, words.entry));
  const head = (['list.born', 'list.letters', 'list.ref'] as const)
    .map((key) => `<th scope="col">${say(key)}</th>`)
    .join('');

  const section = (group: NameGroup): string => {
    const years = group.spans.map((span) => ({
      address: spanAnchor(group, span),
      text: phrases.years(span),
    }));
    const nav = years.length > 1 ? links(`${say('list.years')}: ${title(group)}`, years) : '';
    return `<section class="names"><h2 id="${group.anchor}">${title(group)}</h2>${nav}<table><thead><tr>${head}</tr></thead>${tableBodies(group, phrases)}</table></section>`;
  };
  return (groups) => {
    if (groups.length === 0) return '';
    const names = groups.map((group) => ({ address: group.anchor, text: title(group) }));
    return links(say('list.names'), names) + groups.map(section).join('');
  };
}

/** Links to places on the page; both texts are escaped already. */
function links(label: string, places: readonly { address: string; text: string }[]): string {
  const items = places.map(({ address, text }) => `<li><a href="#${address}">${text}</a></li>`);
  return `<nav aria-label="${label}"><ul class="pages">${items.join('')}</ul></nav>`;
}
