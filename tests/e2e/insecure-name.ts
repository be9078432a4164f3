/** A name that resolves to this machine in the suite's Chromium only; http on it is no secure context. */
export const insecureName = 'vestochka.test';
