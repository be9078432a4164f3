/**
 * Tender and familiar forms made by rule from a short one (Саш-ка, Саш-енька, Сан-ёк, Вов-чик), so that the tables
 * list short forms only. Models after N. A. Petrovsky's dictionary of Russian personal names (1966).
 */
const endings =
  'ушенк ишечк очечк ошенк ушк ышк ишк ашк ечк ичк очк енк онк енок улечк унечк улик улк ул ун ус ут уш ух ах аш ан он чик ик ек ок ечек очек иг иш еш ч ц к'.split(
    ' ',
  );

/** A short form without its ending: `саш` of Саша, `ван` of Ваня, `никол` of Николай. */
export function shortStem(fold: string): string {
  const stem = fold.replace(/[аеиоу]+$/, '');
  return stem.length < 2 ? fold : stem;
}

/** Stems that a tender form may come from, in any case; none for surnames in -енко and adjectives (русский). */
export function tenderStems(fold: string): string[] {
  if (/[ен]ко$|ск(и|ои|а)$/.test(fold)) return [];
  const stems: string[] = [];
  const body = shortStem(fold);
  for (const source of [body, body.replace(/(ом|ем)$/, ''), body.replace(/([^аеиоу])к$/, '$1ек')]) {
    for (const ending of endings) {
      if (!source.endsWith(ending) || source.length - ending.length < 2) continue;
      const stem = shortStem(source.slice(0, -ending.length));
      if (stem.length >= 2 && !stems.includes(stem)) stems.push(stem);
    }
  }
  return stems;
}
