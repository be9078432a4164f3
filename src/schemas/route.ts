import { z } from 'zod';

/**
 * `content/route/<id>.yaml`: a way as a list of places from top to bottom. Names and notes stand in
 * `content/ui/<lang>.json` under `route.<code>` and `route.<code>.note`.
 *
 * `track` 0 is the main line; tracks -1 and 1 run beside it until they join the next place on track 0.
 */
export const routeSchema = z.strictObject({
  places: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z_]+$/),
        kind: z.enum(['start', 'place', 'border', 'end']),
        track: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
        note: z.boolean().default(false),
      }),
    )
    .min(2),
});

export type Route = z.infer<typeof routeSchema>;
