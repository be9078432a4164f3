import { availableParallelism } from 'node:os';
import { defineConfig } from 'playwright/test';
import { findChromium } from '../../scripts/check/machine.ts';
import { absentOn, channels } from './channels.ts';
import { insecureName } from './insecure-name.ts';

/**
 * What this Chromium leaves out. It heeds the last such list only, so Playwright's own stands here again, as far as it
 * is about Linux and macOS, and behind it what no test looks at: with each window Chromium draws two web pages for the
 * pop-ups of its address bar, and keeps a spare process. They took more of the processor than the pages under test.
 */
const switchedOff = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
];

/**
 * The browser suite. It runs on the site that SITE_UNDER_TEST names (`dist` unless told otherwise), on every channel:
 * each is a project, and channels.ts has the table of what a channel cannot have.
 */
export default defineConfig<object, { channelName: string }>({
  testDir: '.',
  outputDir: '../../.cache/test-results',
  globalSetup: './signed-copy.ts',
  // Tests of one file share what its beforeAll made; files run side by side, and much of a test is waiting.
  workers: Math.max(3, availableParallelism()),
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // Generous, for machines that do other things as well; a passing test waits no longer for it.
  expect: { timeout: 15_000 },
  projects: channels.map(({ name }, place) => ({
    name,
    // A worker belongs to one channel and starts a browser: the first channel, which has most of the tests, is run by
    // all of them, each other one by one.
    ...(place === 0 ? {} : { workers: 1 }),
    grepInvert: absentOn(name),
    use: { channelName: name },
  })),
  use: {
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${switchedOff}`,
        `--host-resolver-rules=MAP ${insecureName} 127.0.0.1`,
      ],
    },
    locale: 'ru-RU',
    viewport: { width: 360, height: 740 },
  },
});
