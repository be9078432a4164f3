import type { LoadSealed } from '../../seal/open-record.ts';
import { bytesOfBase64, sealedReceiver } from '../../seal/sealed-script.ts';
import { loadScript } from '../check/load-script.ts';

/**
 * Loads sealed files as scripts from `assets/sealed/`, because a page from `file://` may not fetch. What was loaded
 * is not kept: the next opening asks again, and the browser's own cache answers.
 */
export function createSealedLoader(): LoadSealed {
  const received = new Map<string, string>();
  Object.assign(window, { [sealedReceiver]: (name: string, text: string) => received.set(name, text) });
  return async (name) => {
    await loadScript(`sealed/${name}.js`);
    const text = received.get(name);
    received.delete(name);
    if (text === undefined) throw new Error(`sealed/${name}.js holds something else.`);
    return bytesOfBase64(text);
  };
}
