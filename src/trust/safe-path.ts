/**
 * Why a path may not stand in a release, or null when it may. A release must unpack to the same files on
 * every system, and never outside its folder: so relative paths only, in NFC, with `/`, without names that
 * Windows keeps for devices or cuts (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
 */
export function pathFault(path: string): string | null {
  if (path === '') return 'empty';
  if (path.length > 240) return 'longer than 240 characters';
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(path)) return 'has a control character';
  if (/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f]|\u034f|[\ufe00-\ufe0f]/.test(path))
    return 'has an invisible character';
  if (/[\\:*?"<>|]/.test(path)) return 'has a character that Windows refuses';
  if (path.startsWith('/')) return 'is absolute';
  if (path.normalize('NFC') !== path) return 'is not in Unicode normal form C';
  for (const segment of path.split('/')) {
    if (segment === '') return 'has an empty part';
    if (segment === '.' || segment === '..') return 'leads out of its folder';
    if (/[ .]$/.test(segment) || segment.startsWith(' ')) return 'has a part that Windows would rename';
    if (/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i.test(segment)) {
      return 'has a name that Windows keeps for a device';
    }
  }
  return null;
}

/** Two paths with one fold are one file on systems that ignore case. */
export function foldPath(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase();
}

/**
 * What is wrong with these paths together: the same path twice, two that differ in case alone, or a file
 * that another path uses as a folder.
 */
export function pathClash(paths: readonly string[]): string | null {
  const folds = new Map<string, string>();
  for (const path of paths) {
    const fold = foldPath(path);
    const other = folds.get(fold);
    if (other === path) return `${path} stands there twice`;
    if (other !== undefined) return `${other} and ${path} are one file where case does not count`;
    folds.set(fold, path);
  }
  for (const [fold, path] of folds) {
    for (let cut = fold.indexOf('/'); cut !== -1; cut = fold.indexOf('/', cut + 1)) {
      const file = folds.get(fold.slice(0, cut));
      if (file !== undefined) return `${file} is a file and also the folder of ${path}`;
    }
  }
  return null;
}
