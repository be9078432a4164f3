import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import { classicScript } from './_bundle.ts';

/** `assets/NAME.js` for each `src/components/NAME/NAME.client.ts`. */
export const getStaticPaths: GetStaticPaths = () =>
  globSync('src/components/*/*.client.ts').map((entry) => ({
    params: { script: basename(entry, '.client.ts') },
    props: { entry },
  }));

export const GET: APIRoute = async ({ props }) =>
  new Response(await classicScript(String(props.entry)), {
    headers: { 'Content-Type': 'text/javascript; charset=utf-8' },
  });
