import type { Locale } from "./locale.ts";

/** What a text has for each plural category of its language; all of them must be there. */
interface PluralForms {
  en: Record<"one" | "other", string>;
  /** one: 1 · few: 2–4, 22–24 · many: 0, 5–21, 25 · other: fractions */
  pl: Record<"one" | "few" | "many" | "other", string>;
}

const RULES = { en: new Intl.PluralRules("en"), pl: new Intl.PluralRules("pl") };

/**
 * The form of a text that belongs to a number.
 *
 * @param locale the language of the forms
 * @param count the number
 * @param forms a text for each plural category of the language
 */
export function plural<L extends Locale>(locale: L, count: number, forms: PluralForms[L]): string {
  const byCategory: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string } = forms;
  return byCategory[RULES[locale].select(count)] ?? byCategory.other;
}
