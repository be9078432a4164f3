/**
 * Runs a task for each item, `width` at a time. The first failure stops the taking of further items and is
 * thrown once those under way have ended.
 */
export async function forEachParallel<T>(
  items: readonly T[],
  width: number,
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { error: unknown } | null = null;
  const work = async (): Promise<void> => {
    while (next < items.length && failure === null) {
      const index = next++;
      try {
        await task(items[index] as T, index);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  if (failure !== null) throw (failure as { error: unknown }).error;
}
