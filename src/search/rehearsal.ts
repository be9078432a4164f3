/**
 * Names that nobody asked for, to be searched for before anybody asks: what runs for the first time takes a cheap phone
 * ten times as long, and the first key of a name would wait for it. No name at all first and rare letters next, since few
 * rows bear them: so that what runs for the first time is spread over several searches.
 */
export const rehearsal: readonly string[] = ['', '-', 'Щ', 'Щу', 'Щукин Яков', 'И', 'Ivanov'];
