/** What the offer to keep the site can say, and which of its buttons are then there. */
export const keepExamples = {
  off: { buttons: ['keep-on'], busy: false },
  busy: { buttons: ['keep-on'], busy: true },
  on: { buttons: ['keep-update', 'keep-off'], busy: false },
  failed: { buttons: ['keep-on'], busy: false },
} as const;
