import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { expect, type Page, test } from 'playwright/test';
import { buildVerifyPage, trustLanguages } from '../../scripts/site/verify-page.ts';
import { formatStatement, formatTrailer } from '../../src/trust/trailer.ts';
import { hostileMirrors } from '../mirrors/hostile-mirrors.ts';
import { currentKey, plainSite, signBytes, signedSite, type Tree } from '../mirrors/signed-site.ts';

const scratch = mkdtempSync(join(tmpdir(), 'verify-page-'));
const file = join(scratch, 'verify.html');
const zip = (tree: Tree): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries([...tree].map(([path, bytes]) => [path, new Uint8Array(bytes)])), {
      level: 1,
    }),
  );

test.beforeAll(async () => {
  writeFileSync(file, await buildVerifyPage({ keys: [currentKey.publicKey], languages: trustLanguages() }));
});
test.afterAll(() => rmSync(scratch, { recursive: true }));

async function drop(page: Page, bytes: Buffer, name = 'forwarded.zip'): Promise<string | null> {
  await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer: bytes });
  await page.waitForSelector('#answer[data-outcome]');
  return page.getAttribute('#answer', 'data-outcome');
}

const statement = { sequence: 6, issued: '2026-11-01', expires: '2999-12-31' };
const single = (): Buffer => {
  const body = Buffer.from('<!doctype html>\n<p>+00 000 000 00 01</p>\n');
  const signature = signBytes(body, currentKey, scratch, formatStatement(statement));
  return Buffer.concat([body, Buffer.from(formatTrailer(signature))]);
};

test('opened from a folder, it tells a genuine zip and a genuine page, and loads nothing', async ({
  page,
}) => {
  const requests: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(pathToFileURL(file).href);
  const tree = signedSite(plainSite('+00'), { sequence: 6, expires: '2999-12-31' }, { folder: scratch });
  expect(await drop(page, zip(tree))).toBe('genuine');
  await expect(page.locator('#answer')).toContainText('Выпуск 6 от 01.11.2026');
  await expect(page.locator('.key').first()).toHaveText(/^\S+( · \S+){7}$/);
  expect(await drop(page, single(), 'vestochka-ru.html')).toBe('genuine');
  expect(requests).toEqual([pathToFileURL(file).href]);
  expect(faults).toEqual([]);
});

test('each hostile copy is told from a genuine one', async ({ page }) => {
  await page.goto(pathToFileURL(file).href);
  for (const { name, tree, answer, isGenuine } of hostileMirrors(scratch)) {
    if (answer !== undefined) continue;
    expect((await drop(page, zip(tree))) === 'genuine', name).toBe(isGenuine ?? false);
    await page.evaluate(() => document.getElementById('answer')?.removeAttribute('data-outcome'));
  }
  const page1 = single();
  expect(await drop(page, Buffer.from(page1.toString().replace('00 01', '00 66')), 'a.html')).toBe('altered');
  await page.evaluate(() => document.getElementById('answer')?.removeAttribute('data-outcome'));
  expect(await drop(page, page1.subarray(0, 40), 'a.html')).toBe('unsigned');
});

test('what is not ours, and what only pretends to be', async ({ page }) => {
  await page.goto(pathToFileURL(file).href);
  const judge = async (name: string, bytes: Uint8Array): Promise<string | null> => {
    await page.evaluate(() => document.getElementById('answer')?.removeAttribute('data-outcome'));
    return drop(page, Buffer.from(bytes), name);
  };
  const tree = signedSite(plainSite('+00'), { sequence: 6, expires: '2999-12-31' }, { folder: scratch });
  const genuine = zip(tree);
  const signed = single();
  const doubled = Buffer.concat([signed, signed]);
  const end = Buffer.from('<!-- vestochka-signature\n');
  const trailer = signed.subarray(signed.lastIndexOf(end));
  const other = Buffer.from('<!doctype html>\n<p>+00 000 000 00 66</p>\n');
  const outcomes = {
    document: await judge('letter.docx', zip(new Map([['word/document.xml', Buffer.from('<w/>')]]))),
    picture: await judge('photo.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])),
    nothing: await judge('empty.html', new Uint8Array()),
    // A browser that is given an archive as a page draws whatever a stranger packed between its files.
    'archive under the name of a page': await judge('vestochka-ru.html', genuine),
    'page before an archive': await judge('a.zip', Buffer.concat([other, genuine])),
    'page after an archive': await judge('a.zip', Buffer.concat([genuine, other])),
    'trailer of another page': await judge('a.html', Buffer.concat([other, trailer])),
    'page after the trailer': await judge('a.html', Buffer.concat([signed, other])),
    'long page after the trailer': await judge(
      'a.html',
      Buffer.concat([signed, Buffer.alloc(9000, '<form>')]),
    ),
    'two trailers': await judge('a.html', Buffer.concat([signed, trailer])),
    'page before a signed page': await judge('a.html', Buffer.concat([other, signed])),
    'signed page twice': await judge('a.html', doubled),
    'byte order mark': await judge('a.html', Buffer.concat([Buffer.from('\ufeff'), signed])),
    'words in the trailer': await judge(
      'a.html',
      Buffer.from(signed.toString().replace('\n-->', '\ncall +7\n-->')),
    ),
  };
  expect(outcomes).toEqual({
    document: 'unsigned',
    picture: 'unsigned',
    nothing: 'unsigned',
    'archive under the name of a page': 'altered',
    'page before an archive': 'unsigned',
    'page after an archive': 'altered',
    'trailer of another page': 'altered',
    'page after the trailer': 'altered',
    'long page after the trailer': 'altered',
    'two trailers': 'altered',
    'page before a signed page': 'altered',
    'signed page twice': 'altered',
    'byte order mark': 'altered',
    'words in the trailer': 'altered',
  });
  await page.evaluate(() => document.getElementById('answer')?.removeAttribute('data-outcome'));
  await drop(page, genuine, 'Подлинно ✓ \u202egnp.zip');
  await expect(page.locator('#answer h2')).toHaveText('«Подлинно _ _gnp.zip»');
});

test('names what differs, and an old copy is shown with a warning', async ({ page }) => {
  await page.goto(pathToFileURL(file).href);
  const tree = signedSite(plainSite('+00'), { sequence: 6 }, { folder: scratch });
  tree.set('ru/index.html', Buffer.from('<form>')).set('ru/form.html', Buffer.from('x')).delete('index.html');
  expect(await drop(page, zip(tree))).toBe('altered');
  for (const path of ['ru/index.html', 'ru/form.html', 'index.html']) {
    await expect(page.locator('#answer li', { hasText: new RegExp(`^${path}$`) })).toHaveCount(1);
  }
  const old = signedSite(
    plainSite('+00'),
    { sequence: 6, issued: '2020-01-01', expires: '2020-02-01' },
    { folder: scratch },
  );
  await page.evaluate(() => document.getElementById('answer')?.removeAttribute('data-outcome'));
  expect(await drop(page, zip(old))).toBe('genuine');
  await expect(page.locator('#answer')).toContainText('сильно устарел');
});

test('works without crypto.subtle, and speaks every language', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'crypto', { value: undefined });
    Reflect.deleteProperty(Object, 'hasOwn');
  });
  await page.goto(pathToFileURL(file).href);
  const tree = signedSite(plainSite('+00'), { sequence: 6, expires: '2999-12-31' }, { folder: scratch });
  expect(await drop(page, zip(tree))).toBe('genuine');
  for (const [code, { words }] of trustLanguages()) {
    await page.click(`[data-language=${code}]`);
    await expect(page.locator('h1')).toHaveText(words.verify.title);
    await expect(page.locator('#answer')).toContainText(words.verify.genuine);
  }
});

test('nothing from outside gets onto it', () => {
  const html = readFileSync(file, 'utf8');
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/\b(?:src|href)=/);
});
