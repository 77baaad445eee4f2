import { use, useSyncExternalStore } from "react";

import type { Area, Texts } from "./catalogs.ts";
import { currentLocale, onLocaleChange, textsOf } from "./load-texts.ts";
import type { Locale } from "./locale.ts";

/** The language in use; the component is rendered again when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(onLocaleChange, currentLocale, currentLocale);
}

/**
 * The texts of an area in the language in use. Where the route's loader has not loaded them, the
 * component waits for them.
 *
 * @param area which part of the site
 */
export function useTexts<A extends Area>(area: A): Texts<A> {
  return use(textsOf(useLocale(), area));
}
