import Contacts from '../components/contacts/Contacts.astro';
import KeyFingerprint from '../components/genuine/Fingerprint.astro';
import Keep from '../components/keep/Keep.astro';
import Mirrors from '../components/mirrors/Mirrors.astro';
import Onion from '../components/mirrors/Onion.astro';
import Note from '../components/note/Note.astro';
import Route from '../components/route/Route.astro';
import SingleFile from '../components/single/SingleFile.astro';

/** What an MDX page may use without importing it. */
export const spokenParts = { Contacts, Keep, KeyFingerprint, Mirrors, Note, Onion, Route, SingleFile };
