import { nextFrame } from './next-frame.ts';

/**
 * Characters that the first frame puts into the page: laying text out is what takes a slow phone longest. Where frames
 * come quickly each puts in twice as much as the one before.
 */
const textOfFrame = 120;
/** Milliseconds that a frame takes which could have held more. */
const quickFrame = 30;

/** Moves content into the page, rows one by one, and pauses between frames; ends where it is no longer wanted. */
export async function pour(content: DocumentFragment, page: Element, isWanted: () => boolean): Promise<void> {
  const list = content.querySelector('.rows');
  const rows = Array.from(list?.children ?? []);
  if (list !== null) list.textContent = '';
  const parts: [place: Element, part: Element][] = [];
  for (const part of Array.from(content.children)) {
    parts.push([page, part]);
    if (list !== null && part.contains(list)) for (const row of rows) parts.push([list, row]);
  }
  let most = textOfFrame;
  let room = most;
  for (const [place, part] of parts) {
    if (room <= 0) {
      const begun = performance.now();
      await nextFrame();
      if (performance.now() - begun < quickFrame) most *= 2;
      room = most;
    }
    if (!isWanted()) return;
    place.append(part);
    room -= part.textContent?.length ?? 0;
  }
}
