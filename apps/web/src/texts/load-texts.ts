import { servedViewer } from "../viewer.ts";
import { type Area, CATALOGS, type Texts, type TextsLoader } from "./catalogs.ts";
import { type Locale, initialLocale, keepLocale } from "./locale.ts";

type Loaded = { [A in Area]?: Promise<Texts<A>> };

const loaded: Record<Locale, Loaded> = { en: {}, pl: {} };
const listeners = new Set<() => void>();
let current = initialLocale();

/** The language in use. */
export function currentLocale(): Locale {
  return servedViewer()?.locale ?? current;
}

/** Tells `listener` when the language in use has changed; what it returns ends that. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Loads the texts of an area in the language in use, once. A route's loader calls it beside the
 * loading of its data, so that its page has both when it is shown.
 *
 * @param areas which parts of the site
 * @throws TypeError when a file cannot be fetched; the next call tries again
 */
export async function loadTexts(...areas: readonly Area[]): Promise<void> {
  await Promise.all(areas.map((area) => load(current, area)));
}

/** The promise of the texts of an area; React's `use` reads it without waiting once they are here. */
export function textsOf<A extends Area>(locale: Locale, area: A): Promise<Texts<A>> {
  return load(locale, area);
}

/** Changes the language in use once every text that is in use is here in it. */
export async function changeLocale(locale: Locale): Promise<void> {
  const areas = Object.keys(CATALOGS.en).filter((area) => area in loaded[current]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of the object itself
  await Promise.all((areas as Area[]).map((area) => load(locale, area)));
  current = locale;
  keepLocale(locale);
  for (const listener of listeners) listener();
}

function load<A extends Area>(locale: Locale, area: A): Promise<Texts<A>> {
  const known: Loaded[A] = loaded[locale][area];
  if (known !== undefined) return known;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each language's files are checked against the English ones
  const loader = CATALOGS[locale][area] as TextsLoader<A>;
  const promise = loader().then(({ texts }) => {
    // What React's `use` looks for: with these, a component that comes later does not wait at all.
    void Object.assign(promise, { status: "fulfilled", value: texts });
    return texts;
  });
  promise.catch(() => delete loaded[locale][area]);
  Object.assign(loaded[locale], { [area]: promise });
  return promise;
}
