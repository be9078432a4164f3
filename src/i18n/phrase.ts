/** Forms of a phrase by plural category; `other` is what stands in for a missing one. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;
export type Params = Readonly<Record<string, string | number>>;

/** Puts parameters in the place of `{name}`. What has no parameter stays as it is, so that it is seen. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The form of a phrase for a number, with `{n}` filled in. `locale` is one whose rules this engine knows. */
export function plural(forms: Forms, n: number, locale: string, params: Params = {}): string {
  const form = forms[new Intl.PluralRules(locale).select(n)] ?? forms.other ?? '';
  return fill(form, { n, ...params });
}

/** The placeholders of a text, sorted: translations must have the same ones. */
export function placeholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] as string))].sort();
}
