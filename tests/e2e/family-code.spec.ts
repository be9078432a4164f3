import { expect, test } from './channels.ts';
import { CodePage, knownCode, strangerCode } from './code-page.ts';

const withLetter = () => knownCode(({ status, message }) => status === 'confirmed' && message !== null);

test('a code opens, a wrong one says the same calm words, and nothing of them stays', async ({
  page,
  home,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => void errors.push(error.message));
  const { code, news } = await withLetter();
  const callUs = await knownCode(({ status }) => status === 'call_us');
  const form = new CodePage(page);
  await form.visit(home);
  const before = { url: page.url(), title: await page.title() };

  await test.step('his words are read', async () => {
    expect(await form.open(code.toLowerCase().replaceAll('-', ' '))).toBe('opened');
    await expect(form.result.locator('blockquote')).toHaveText(news.message ?? '');
    await expect(form.result.locator('h2')).toBeInViewport();
  });

  await test.step('they are compared with the month that she remembers', async () => {
    const [year = '', month = ''] = (news.month ?? '').split('-');
    const answer = form.result.locator('[data-slot="change-answer"]');
    const answers: string[] = [];
    for (const remembered of [Number(year) - 1, Number(year), Number(year) + 1]) {
      await page.locator('#change-year').fill(String(remembered));
      await page.locator('#change-month').selectOption(String(Number(month)));
      answers.push((await answer.textContent()) ?? '');
    }
    expect(new Set(answers).size).toBe(3);
    expect(answers).not.toContain('');
  });

  await test.step('a wrong code says so', async () => {
    expect(await form.open(strangerCode)).toBe('wrong');
    await expect(form.result.locator('h2')).toBeInViewport();
  });

  await test.step('"please call us" has no month and no words of his', async () => {
    expect(await form.open(callUs.code)).toBe('call_us');
    await expect(form.result.locator('blockquote, [data-slot="month"]')).toHaveCount(0);
  });

  await test.step('nothing is kept, and address and title are left alone', async () => {
    expect({ url: page.url(), title: await page.title() }).toEqual(before);
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, '']);
  });
  expect(errors).toEqual([]);
});

test('nothing is fetched before she presses the button, then the index and at most one part, and nothing for a mistake', async ({
  page,
  home,
}) => {
  const { code } = await withLetter();
  const form = new CodePage(page);
  await form.visit(home);
  const requests: string[] = [];
  page.on('request', (request) => void requests.push(request.url().slice(home.length)));
  await page.locator('#code').pressSequentially(code);
  expect(requests).toEqual([]);
  await form.open(code);
  expect(requests[0]).toBe('assets/sealed/index.js');
  expect(requests.slice(1).every((url) => /^assets\/sealed\/\d{5}\.js$/.test(url))).toBe(true);
  const opened = requests.length;
  expect(opened).toBeLessThanOrEqual(2);
  requests.length = 0;
  await form.open(strangerCode);
  expect(requests).toHaveLength(opened);

  await test.step('it says which group is mistyped', async () => {
    requests.length = 0;
    const third = code.slice(10, 14);
    const wrong = `${code.slice(0, 10)}${third[0] === 'A' ? 'B' : 'A'}${code.slice(11)}`;
    expect(await form.open(wrong)).toBe('idle');
    await expect(page.locator('#code-error')).toContainText('3');
    await expect(page.locator('#code')).toHaveAttribute('aria-invalid', 'true');
    expect(requests).toEqual([]);
  });
});

test('closing, idling five minutes, a minute out of sight and leaving take everything off the page', async ({
  page,
  home,
}) => {
  const { code } = await withLetter();
  await page.clock.install();
  const form = new CodePage(page);
  await form.visit(home);
  const gone = async (state: string): Promise<void> => {
    expect(await form.state()).toBe(state);
    await expect(page.locator('#code')).toHaveValue('');
    await expect(form.result.locator('blockquote')).toHaveCount(0);
  };
  await form.open(code);
  await page.locator('[data-act="close"]').click();
  await gone('closed');

  await form.open(code);
  await page.clock.fastForward('04:30');
  expect(await form.state()).toBe('opened');
  await page.clock.fastForward('00:31');
  await gone('blank');

  await form.open(code);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.clock.fastForward('01:01');
  await gone('blank');

  await form.open(code);
  await page.goto(`${home}ru/index.html`);
  await page.goBack();
  await gone('idle');
});

test('what is given up while it opens goes too, and does not come later', async ({ page, home }) => {
  const { code } = await withLetter();
  let arrive = (): void => {};
  const held = new Promise<void>((done) => {
    arrive = done;
  });
  await page.route('**/assets/sealed/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.clock.install();
  const form = new CodePage(page);
  await form.visit(home);
  await page.locator('#code').fill(code);
  await page.locator('#code').press('Enter');
  await expect(form.result).toHaveAttribute('data-state', 'loading');
  await page.clock.fastForward('05:01');
  expect(await form.state()).toBe('blank');
  await expect(page.locator('#code')).toHaveValue('');
  const arrived = page.waitForResponse(/sealed\/index\.js$/);
  arrive();
  await arrived;
  await page.clock.runFor(1_000);
  expect(await form.state()).toBe('blank');
  expect(await form.open(code)).toBe('opened');
});

test('an old copy says that a newer one may have news', async ({ page, home }) => {
  const { code } = await withLetter();
  await page.clock.install({ time: new Date('2099-01-01') });
  const form = new CodePage(page);
  await form.visit(home);
  for (const text of [code, strangerCode]) {
    await form.open(text);
    await expect(form.result.locator('[data-slot="old"]')).toBeVisible();
  }
});

test('files that do not arrive are told apart from a wrong code', async ({ page, home }) => {
  const { code } = await withLetter();
  const form = new CodePage(page);
  // Before the page: a page from file:// is not listened to once it stands.
  await page.route('**/assets/sealed/*.js', (route) => route.abort());
  await form.visit(home);
  expect(await form.open(code)).toBe('damaged');
});

test('opens in a browser without subtle crypto, WebAssembly, workers and fetch', async ({ page, home }) => {
  await page.addInitScript(() => {
    for (const name of ['WebAssembly', 'Worker', 'fetch', 'BroadcastChannel'])
      Reflect.deleteProperty(window, name);
    for (const [owner, name] of [
      [Object, 'hasOwn'],
      [DataView.prototype, 'setBigUint64'],
      [Element.prototype, 'replaceChildren'],
      [Array.prototype, 'flatMap'],
      [String.prototype, 'replaceAll'],
    ] as const)
      Reflect.deleteProperty(owner, name);
    Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });
  });
  const { code } = await withLetter();
  const form = new CodePage(page);
  await form.visit(home);
  expect(await form.open(code)).toBe('opened');
});
