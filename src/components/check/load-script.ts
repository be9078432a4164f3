/** The folder that this page's scripts came from, wherever the site stands. */
const assets = new URL('.', (document.currentScript as HTMLScriptElement | null)?.src || location.href);

/**
 * Loads a classic script of the site's `assets/` folder.
 *
 * @throws when it does not arrive
 */
export function loadScript(path: string): Promise<void> {
  return new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = new URL(path, assets).href;
    const finish = (end: () => void) => (): void => {
      script.remove();
      end();
    };
    script.onload = finish(done);
    script.onerror = finish(() => fail(new Error(`${path} did not load.`)));
    document.head.append(script);
  });
}
