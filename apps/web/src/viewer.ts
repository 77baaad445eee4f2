import type { Locale } from "./texts/locale.ts";
import type { Theme } from "./theme.ts";

/** Whom a page is rendered for. */
export interface Viewer {
  readonly locale: Locale;
  readonly theme: Theme;
  /** An IANA name. */
  readonly timezone: string;
}

let served: Viewer | null = null;

/** Says whom to render for, where there is no browser to ask. It holds until it is said anew. */
export function serveTo(viewer: Viewer): void {
  served = viewer;
}

/** Whom the server renders for; null in a browser, which knows its viewer. */
export function servedViewer(): Viewer | null {
  return served;
}
