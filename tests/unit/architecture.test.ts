import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const src = join(root, 'src');

/** Folders of src/ in the order of the arrows: a folder may import itself, its own row's peers as listed, and what stands above. */
const mayImport: Record<string, readonly string[]> = {
  schemas: [],
  bytes: [],
  steps: [],
  names: ['schemas', 'steps'],
  roster: ['schemas', 'steps', 'names'],
  seal: ['schemas', 'bytes', 'steps'],
  trust: ['schemas', 'bytes'],
  i18n: ['schemas'],
  urls: ['schemas'],
  search: ['schemas', 'bytes', 'steps', 'names', 'roster', 'seal', 'trust', 'i18n', 'urls'],
  components: ['schemas', 'bytes', 'steps', 'names', 'roster', 'seal', 'trust', 'i18n', 'urls', 'search'],
  layouts: ['schemas', 'names', 'roster', 'seal', 'trust', 'i18n', 'urls', 'search', 'components', 'styles'],
  pages: [
    'schemas',
    'names',
    'roster',
    'seal',
    'trust',
    'i18n',
    'urls',
    'search',
    'components',
    'layouts',
    'styles',
    'content.config.ts',
  ],
  styles: [],
  'content.config.ts': ['schemas'],
};

/** These run in a page, a worker and a terminal alike, so they may lean on neither. */
const worldless = ['bytes', 'steps', 'names', 'roster', 'seal', 'trust', 'search'];

interface Import {
  file: string;
  target: string;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|astro|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern = /(?:from\s+|import\s+|import\(\s*)['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({ file, target: match[1] as string }));
}

/** Code less what stands in quotes: a file may be called birth-window.ts. */
const withoutText = (code: string): string => code.replace(/'[^'\n]*'|"[^"\n]*"/g, "''");

const place = (file: string): string => relative(src, file).split('/')[0] as string;

function brokenArrows(imports: Import[]): string[] {
  return imports.flatMap(({ file, target }) => {
    if (!target.startsWith('.')) return [];
    const from = place(file);
    const aim = resolve(dirname(file), target);
    const name = `${relative(root, file)} → ${relative(root, aim)}`;
    if (relative(src, aim).startsWith('..')) {
      const isData = aim.startsWith(join(root, 'content')) || aim === join(root, 'package.json');
      return isData ? [] : [`${name}: outside src/ only content/ may be read`];
    }
    const to = place(aim);
    const allowed = mayImport[from];
    if (allowed === undefined) return [`${name}: ${from} has no place on the map`];
    return to === from || allowed.includes(to) ? [] : [`${name}: ${from} may not import ${to}`];
  });
}

describe('the arrows of src/README.md', () => {
  const files = sources(src);
  const imports = files.flatMap(importsOf);

  it('no folder imports what stands below it', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(brokenArrows(imports)).toEqual([]);
  });

  it('would notice a broken arrow', () => {
    const bad = { file: join(src, 'names/example.ts'), target: '../pages/index.ts' };
    const out = { file: join(src, 'roster/example.ts'), target: '../../scripts/roster.ts' };
    expect(brokenArrows([bad])).toHaveLength(1);
    expect(brokenArrows([out])).toHaveLength(1);
  });

  it('folders that run in every world import neither Node nor a bare browser global', () => {
    const offending = files
      .filter((file) => worldless.includes(place(file)))
      .flatMap((file) => {
        const node = importsOf(file).filter(({ target }) => target.startsWith('node:'));
        const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const dom = /\b(document|window|localStorage|process|Buffer)\s*[.(]/.exec(withoutText(code));
        return [...node.map(({ target }) => `${file}: ${target}`), ...(dom ? [`${file}: ${dom[1]}`] : [])];
      });
    expect(offending).toEqual([]);
  });

  it('there is no drawer for things without a name', () => {
    const drawers = /(^|\/)(utils|helpers|misc|common)(\/|$)/;
    const found = [src, join(root, 'scripts'), join(root, 'tests')]
      .flatMap(sources)
      .map((file) => relative(root, file))
      .filter((file) => drawers.test(file));
    expect(found).toEqual([]);
  });

  it('there is no circle of imports', () => {
    const graph = new Map<string, string[]>();
    for (const file of [...files, ...sources(join(root, 'scripts'))]) {
      const targets = importsOf(file)
        .filter(({ target }) => target.startsWith('.'))
        .map(({ target }) => resolve(dirname(file), target));
      graph.set(file, targets);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file))
        circles.push([...path.slice(path.indexOf(file)), file].map((f) => relative(root, f)).join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});
