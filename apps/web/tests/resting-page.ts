import type { Page } from "playwright-core";

/** Waits until what fades and moves has come to rest, for half a colour is no colour to judge. */
export async function restingPage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    // One that is cancelled meanwhile is over too.
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await document.fonts.ready;
  });
}
