import { showTimeThere } from './time-there.ts';

showTimeThere(document, new Date());
