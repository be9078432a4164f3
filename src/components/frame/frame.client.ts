import { leaveAfterThreeShifts } from './leave.ts';
import { showAge, showOutOfDate } from './out-of-date.ts';

leaveAfterThreeShifts(document);
showOutOfDate(document, new Date());
showAge(document, new Date());
