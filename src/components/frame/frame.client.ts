import { leaveAfterThreeShifts } from './leave.ts';
import { showAge, showOutOfDate } from './out-of-date.ts';
import { markOwnLanguage } from './own-language.ts';

leaveAfterThreeShifts(document);
showOutOfDate(document, new Date());
showAge(document, new Date());
markOwnLanguage(document, navigator.languages ?? []);
