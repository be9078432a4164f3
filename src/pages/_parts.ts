import Contacts from '../components/contacts/Contacts.astro';
import Onion from '../components/mirrors/Onion.astro';
import Note from '../components/note/Note.astro';
import Route from '../components/route/Route.astro';

/** What an MDX page may use without importing it. */
export const spokenParts = { Contacts, Note, Onion, Route };
