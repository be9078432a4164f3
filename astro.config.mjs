import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';

/** The gallery of components has an address in development, and none in a built site; its scripts are the site's. */
const gallery = {
  name: 'gallery',
  hooks: {
    'astro:server:setup': async ({ server }) => {
      const { makeBrowserScripts } = await import('./scripts/site/browser-scripts.ts');
      const scripts = makeBrowserScripts();
      server.middlewares.use(async ({ url }, response, next) => {
        const script = (await scripts).get(url?.slice(1) ?? '');
        if (script === undefined) return next();
        response.setHeader('Content-Type', 'text/javascript').end(script);
      });
    },
    'astro:config:setup': ({ command, injectRoute }) => {
      if (command === 'dev')
        injectRoute({ pattern: '/gallery-[lang]', entrypoint: './src/pages/_gallery.astro' });
    },
  },
};

/**
 * The site is built by `npm run build` (scripts/site/build.ts), which calls Astro with this configuration and then
 * makes links relative, writes the content security policy, indexes the pages and checks the result.
 */
export default defineConfig({
  srcDir: './src',
  publicDir: './public',
  output: 'static',
  // A page names its file, so that a folder on a memory stick is as good as a web server.
  build: { format: 'preserve', inlineStylesheets: 'never', assets: 'assets' },
  trailingSlash: 'ignore',
  // The default eats the space between a word and a tag on the next line.
  compressHTML: true,
  // Smart punctuation would turn Russian quotation marks into English ones.
  markdown: { processor: satteri({ features: { smartPunctuation: false } }), syntaxHighlight: false },
  integrations: [mdx(), gallery],
  devToolbar: { enabled: false },
  vite: {
    build: {
      assetsInlineLimit: 0,
      cssMinify: true,
      cssTarget: ['chrome71', 'firefox78', 'safari14.1'],
      rolldownOptions: {
        // Astro's own mark in compiled MDX, of which the bundler wonders what it may be.
        onwarn: (warning, report) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || report(warning),
      },
    },
  },
});
