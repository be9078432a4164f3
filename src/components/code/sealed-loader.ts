import { base64Source } from '../../bytes/base64.ts';
import type { LoadSealed } from '../../seal/open-record.ts';
import { sealedBlockId, sealedReceiver } from '../../seal/sealed-script.ts';
import { loadScript } from '../check/load-script.ts';

/**
 * Loads sealed files as scripts from `assets/sealed/`, because a page from `file://` may not fetch. What was loaded
 * is not kept: the next opening asks again, and the browser's own cache answers. The single-file edition carries the
 * same text in itself, and nothing is loaded.
 */
export function createSealedLoader(): LoadSealed {
  const received = new Map<string, string>();
  Object.assign(window, { [sealedReceiver]: (name: string, text: string) => received.set(name, text) });
  async function textOf(name: string): Promise<string | undefined> {
    const block = document.getElementById(sealedBlockId(name));
    if (block !== null) return block.textContent ?? '';
    await loadScript(`sealed/${name}.js`);
    const text = received.get(name);
    received.delete(name);
    return text;
  }
  return async (name) => {
    const text = await textOf(name);
    const file = text === undefined ? null : base64Source(text);
    if (file === null) throw new Error(`sealed/${name}.js holds something else.`);
    return file;
  };
}
