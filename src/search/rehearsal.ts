/**
 * Names that nobody asked for, to be searched for before anybody asks: what runs for the first time takes a cheap phone
 * ten times as long, and the first key of a name would wait for it. Rare letters first, since few rows bear them.
 */
export const rehearsal: readonly string[] = ['Щ', 'Щу', 'Щукин Яков', 'И', 'Ivanov'];
