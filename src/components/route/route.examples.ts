import type { Route } from '../../schemas/route.ts';

/** Ways as they can be. Codes are those that have words in content/ui/. */
export const routeExamples: Readonly<Record<string, Route>> = {
  'two starts that join': {
    places: [
      { code: 'kaliningrad', kind: 'start', track: -1, note: false },
      { code: 'minsk', kind: 'start', track: 1, note: false },
      { code: 'polish_border', kind: 'border', track: 0, note: true },
      { code: 'kyiv', kind: 'end', track: 0, note: true },
    ],
  },
  'one straight line': {
    places: [
      { code: 'poland', kind: 'start', track: 0, note: false },
      { code: 'crossing', kind: 'border', track: 0, note: true },
      { code: 'kyiv', kind: 'end', track: 0, note: false },
    ],
  },
};
