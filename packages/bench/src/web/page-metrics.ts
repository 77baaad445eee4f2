import type { Page } from "playwright-core";

/** Frames after which what a press or a load has moved is known. */
const SETTLING_FRAMES = 30;

/** Makes a page press the first button that adds a ticket, as soon as there is one, and note when it answers. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { answeredMs: Number.NaN, shift: 0 };
    Reflect.set(globalThis, "stampedeBench", seen);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, "hadRecentInput") === true) continue;
        seen.shift += Number(Reflect.get(entry, "value"));
      }
    }).observe({ type: "layout-shift", buffered: true });

    let isPressed = false;
    const look = (): void => {
      const group = document.querySelector('main [role="group"]:has(output)');
      const more = group?.querySelector<HTMLButtonElement>("button:last-of-type:not([disabled])");
      if (!isPressed && more != null) {
        isPressed = true;
        more.click();
      }
      if (isPressed && group?.querySelector("output")?.textContent === "1") {
        seen.answeredMs = performance.now();
        return;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Milliseconds from the start of the navigation to the frame in which the press was answered. */
export async function firstAnswerMs(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => {
      const seen: unknown = Reflect.get(globalThis, "stampedeBench");
      const answeredMs = Number(Reflect.get(Object(seen), "answeredMs"));
      return Number.isNaN(answeredMs) ? undefined : answeredMs;
    },
    undefined,
    { polling: "raf" },
  );
  return Number(await handle.jsonValue());
}

/** The sum of Chromium's scores until now. */
export async function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    return Number(Reflect.get(Object(Reflect.get(globalThis, "stampedeBench")), "shift"));
  }, SETTLING_FRAMES);
}
