/**
 * Names of Arabic, Persian and Turkic origin reach Russian papers by way of many languages and registrars. The
 * eastern key of a folded name leaves out what varies by rule: д/т, б/п, з/с and г/к at the end or before a
 * consonant, е for а, о for у, г and х at the start before а, е, у or gone (Габдулла, Абдулла; Гасан, Хасан, Асан), г/х/к inside
 * (Рифкат, Рифгат), дж/ж, зян/жан/джан, -утдин/-иддин/-етдин.
 * The rules are our own summary of pairs in use; compare A. Gafurov, "Имя и история" (1987), on sounds in borrowed names.
 */
export function easternKey(fold: string): string {
  return fold
    .replace(/[уеи]т?д+ин$/, 'дин')
    .replace(/(дж|з|ж|и)(иан|ан|он)$/, 'жан')
    .replace(/дж|ж/g, 'з')
    .replace(/д/g, 'т')
    .replace(/б(?=$|[^аеиоу])/g, 'п')
    .replace(/з(?=$|[^аеиоу])/g, 'с')
    .replace(/^[гх](?=[аеуо])/, '')
    .replace(/[гк]/g, 'х')
    .replace(/е/g, 'а')
    .replace(/о/g, 'у')
    .replace(/(.)\1+/g, '$1');
}
