import { readPreference, writePreference } from "./preferences.ts";
import { servedViewer } from "./viewer.ts";

/** `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme that the page is shown in, as the server wrote it or as the visitor chose. */
export function currentTheme(): Theme {
  const viewer = servedViewer();
  if (viewer !== null) return viewer.theme;
  const wanted = readPreference("theme") ?? document.documentElement.dataset["theme"];
  return THEMES.find((theme) => theme === wanted) ?? "system";
}

/** Shows the page in `theme`; the styles follow the attribute. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}

/** Keeps the visitor's choice and shows the page in it. */
export function chooseTheme(theme: Theme): void {
  writePreference("theme", theme);
  applyTheme(theme);
}
