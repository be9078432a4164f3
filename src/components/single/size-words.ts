/** The size of a file in words of a language, `412 кБ`: a thousand bytes each, rounded up. `tag` is BCP 47. */
export function sizeWords(bytes: number, tag: string): string {
  const format = new Intl.NumberFormat(tag, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
  return format.format(Math.ceil(bytes / 1000));
}
