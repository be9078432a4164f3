/** Shorter keys say too little. */
const leastKey = 4;

/**
 * What Russian, Ukrainian and Belarusian spellings of a name have in common, and spellings that registrars hear: а for о
 * and я for е without stress (Раман, Сяргей, Никалай), soft т and д as ц and дз (Цімафей, Дзяніс), у for в
 * (Уладзімір), and -ий, -ей, -ь, -о or nothing at the end (Сергій, Василь, Макарій). Sources: the Ukrainian orthography
 * of 2019 (§§ 144–146) and the Belarusian rules of 2008, as in east-slavic.ts.
 * @returns a key of a folded name, or null for words too short for one
 */
export function slavicKey(fold: string): string | null {
  const key = fold
    .replace(/ц(?=[еи])/g, 'т')
    .replace(/дз(?=[еим])/g, 'д')
    .replace(/^у(?=[^аеиоу])/, 'в')
    .replace(/иа|[ео]/g, 'а')
    .replace(/[аиу]+$/, '')
    .replace(/(.)\1+/g, '$1');
  return key.length < leastKey ? null : key;
}
