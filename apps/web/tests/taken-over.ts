import type { Page } from "playwright-core";

/** Waits until a page's own scripts answer: until then it is what the server wrote. */
export async function takenOver(page: Page): Promise<void> {
  await page.waitForFunction(() => Reflect.get(globalThis, "stampedeEarly") === undefined);
}
