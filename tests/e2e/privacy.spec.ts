import { expect, test } from './channels.ts';
import { CheckPage } from './check-page.ts';
import { kept, record, watch } from './traces.ts';

test('nothing typed leaves the page, nothing of it stays, no other host is contacted, and the recorder would notice', async ({
  page,
  home,
}) => {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    // The worker comes from the page's own memory.
    if (protocol !== 'blob:') hosts.add(host);
  });
  await watch(page);
  const check = new CheckPage(page);
  await check.open(home);
  const before = { url: page.url(), title: await page.title() };
  const { requests, traces, url, title } = await record(page, async () => {
    await page.locator('#name').pressSequentially('Иванов Сергей Петрович');
    await page.locator('#day').pressSequentially('12');
    await page.locator('#month').pressSequentially('5');
    await page.locator('#year').pressSequentially('1998');
    await page.locator('#year').press('Enter');
    await check.outcome();
  });
  expect(requests).toEqual([]);
  expect(traces).toEqual([]);
  expect({ url, title }).toEqual(before);
  expect(await kept(page)).toEqual({ local: {}, session: {}, cookie: '' });
  expect([...hosts]).toEqual([new URL(home).host]);

  // Silence proves something only of a recorder that hears.
  const noise = await record(page, async () => {
    await page.evaluate(() => {
      localStorage.setItem('name', 'x');
      history.replaceState(null, '', '?name=x');
      new Image().src = 'probe.png';
    });
  });
  expect(noise.traces).toEqual(['storage', 'history']);
  expect(noise.requests.some((request) => request.includes('probe.png'))).toBe(true);
});

test('what was typed is gone when she comes back to the page', async ({ page, home }) => {
  const check = new CheckPage(page);
  await check.open(home);
  await check.type('Иванов Сергей');
  await page.goto(`${home}ru/index.html`);
  await page.goBack();
  await check.ready();
  await expect(page.locator('#name')).toHaveValue('');
  await test.step('also in a browser that keeps the page alive, as this one does not while it is driven', async () => {
    await check.type('Иванов Сергей');
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await expect(page.locator('#name')).toHaveValue('');
  });
});
