const AGE_SECONDS_MAX = 365 * 24 * 60 * 60;

/** What a visitor chose, kept in cookies so that the server can render the page in it at once. */
type Preference = "locale" | "theme";

/** The visitor's choice as it was written, if there is one; the caller checks it. */
export function readPreference(name: Preference): string | undefined {
  const prefix = `${name}=`;
  return document.cookie
    .split("; ")
    .find((cookie) => cookie.startsWith(prefix))
    ?.slice(prefix.length);
}

/** Keeps a choice for a year. */
export function writePreference(name: Preference, value: string): void {
  // oxlint-disable-next-line unicorn/no-document-cookie -- the Cookie Store is not in every browser
  document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${AGE_SECONDS_MAX}`;
}
