/**
 * Names of Arabic, Persian and Turkic origin reach Russian papers by way of many languages and registrars. The
 * eastern key of a folded name leaves out what varies by rule:
 *
 * - letters: д/т, б/п, ф/п, з/с and г/к at the end or before a consonant, е for а, о for у, я and ю for а and у
 *   (Кямал, Камал), в for у before a consonant (Тавсултан, Таусултан), г and х at the start before а, е, у or gone
 *   (Габдулла, Абдулла; Гасан, Хасан, Асан), г/х/к inside (Рифкат, Рифгат), дж/ж;
 * - parts: the article of Абд аль-Хамид, Абдул-Хамид, Абдурахман; Магомед-, Мухаммад-, -мухамет; -улла, -уллах, -улло;
 *   -утдин, -иддин, -аддин and Chechen -уди; -зян, -жан, -джан, -жон, -ьян; -гали, -али; -бей, -бек.
 *
 * The rules are our own summary of pairs in use; compare A. Gafurov, "Имя и история" (1987), on sounds in borrowed
 * names and on names of several parts.
 */
export function easternKey(fold: string): string {
  return fold
    .replace(/^[гх]?абд(?:[уеа]л|[уеа]|)[гх]?(?=.{3})/, 'апт')
    .replace(/ул(?:ах|о)$/, 'ула')
    .replace(/(...)[аеиоу]?т?дин?$/, '$1дин')
    .replace(/(дж|з|ж|и)(иан|ан|он)$/, 'жан')
    .replace(/([^аеиоу])и(?=[ау])/g, '$1')
    .replace(/м[ауое][гх][аоуи]?м[ае][дт]/g, 'ммт')
    .replace(/(..)[гх]али$/, '$1али')
    .replace(/беи$/, 'бек')
    .replace(/дж|ж/g, 'з')
    .replace(/д/g, 'т')
    .replace(/ф|б(?=$|[^аеиоу])/g, 'п')
    .replace(/в(?=[^аеиоу])/g, 'у')
    .replace(/з(?=$|[^аеиоу])/g, 'с')
    .replace(/^[гх](?=[аеуо]..)/, '')
    .replace(/[гк]/g, 'х')
    .replace(/е/g, 'а')
    .replace(/о/g, 'у')
    .replace(/(.)\1+/g, '$1');
}

/** The keys that a folded name may be found by: its own, and those of Рахман for Рахмон and of Салим for Салем. */
export function easternKeys(fold: string): string[] {
  const heard = [fold, fold.replace(/([^аеиоу])о/g, '$1а'), fold.replace(/(..)е([^аеиоу]+)$/, '$1и$2')];
  return Array.from(new Set(heard)).map(easternKey);
}
