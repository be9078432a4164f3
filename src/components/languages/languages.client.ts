import { markOwnLanguage } from './own-language.ts';

markOwnLanguage(document, navigator.languages ?? []);
