/*
 * What this tab keeps until it is closed. Where a browser keeps nothing for a page, the page itself
 * keeps it for as long as it is open.
 */

const keptByPage = new Map<string, string>();

/** What is kept under a key, or null. */
export function keptInTab(key: string): string | null {
  try {
    return keptByPage.get(key) ?? sessionStorage.getItem(key);
  } catch {
    return keptByPage.get(key) ?? null;
  }
}

/** Keeps a text; over a reload too, where the browser does. */
export function keepInTab(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
    keptByPage.delete(key);
  } catch {
    keptByPage.set(key, text);
  }
}

/** Forgets what is kept under a key. */
export function forgetInTab(key: string): void {
  keptByPage.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Then there is nothing to forget.
  }
}
