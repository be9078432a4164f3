import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { contactSchema } from './schemas/contacts.ts';
import { pageSchema } from './schemas/page.ts';
import { routeSchema } from './schemas/route.ts';
import { siteSchema } from './schemas/site.ts';

export const collections = {
  /** Ids are `<lang>/<slug>`. */
  pages: defineCollection({
    loader: glob({ pattern: '*/*.mdx', base: './content/pages' }),
    schema: pageSchema,
  }),
  contacts: defineCollection({
    loader: glob({ pattern: '*.yaml', base: './content/contacts' }),
    schema: contactSchema,
  }),
  routes: defineCollection({
    loader: glob({ pattern: '*.yaml', base: './content/route' }),
    schema: routeSchema,
  }),
  /** One entry, `site`. */
  site: defineCollection({
    loader: glob({ pattern: 'site.yaml', base: './content' }),
    schema: siteSchema,
  }),
};
