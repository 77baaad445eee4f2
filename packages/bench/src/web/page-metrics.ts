import type { Page } from "playwright-core";

/** Frames after which what a press or a load has moved is known. */
const SETTLING_FRAMES = 30;

/** Milliseconds from the start of the navigation. */
export interface FirstPress {
  /** To the frame in which the number and the total of the order had followed. */
  readonly answeredMs: number;
  /** To the first frame in which the page's own script had what was pressed. */
  readonly takenOverMs: number;
}

/** What a page's line in the console begins with when it has been pressed and taken over. */
const NEWS = "stampede-bench ";
/** From the navigation on, far longer than any page takes. */
const PRESS_MS_MAX = 20_000;

/**
 * Makes a page press the first button that adds a ticket in the first frame that shows one, and note
 * when that is answered, and when React has taken the answer over. A press that is lost, or one whose
 * effect does not last, leaves the page without an answer.
 *
 * The page says so by itself: a question put to it would bring along 330 kB of the browser driver's
 * own script, and run that in the middle of the load.
 *
 * @returns waits for both, in the navigation that is to come.
 */
export async function watchPage(page: Page): Promise<() => Promise<FirstPress>> {
  const told = page.waitForEvent("console", {
    predicate: (message) => message.text().startsWith(NEWS),
    timeout: PRESS_MS_MAX,
  });
  await page.addInitScript((news) => {
    const seen = { answeredMs: Number.NaN, takenOverMs: Number.NaN, shift: 0 };
    Reflect.set(globalThis, "stampedeBench", seen);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, "hadRecentInput") === true) continue;
        seen.shift += Number(Reflect.get(entry, "value"));
      }
    }).observe({ type: "layout-shift", buffered: true });

    let empty: string | null = null;
    const isReacts = (element: Element): boolean =>
      Object.keys(element).some((key) => key.startsWith("__react"));
    const look = (): void => {
      const group = document.querySelector('main [role="group"]:has(output)');
      const more = group?.querySelector<HTMLButtonElement>("button:nth-of-type(2)");
      const count = group?.querySelector("output");
      const total = document.querySelector("form output.text-title")?.textContent ?? "";
      // A page that is still being read may have the one and not yet the other.
      if (empty === null && more != null && total !== "") {
        empty = total;
        more.click();
      }
      const isAnswered = count?.textContent === "1" && total !== empty;
      if (isAnswered && Number.isNaN(seen.answeredMs)) seen.answeredMs = performance.now();
      if (isAnswered && isReacts(count)) {
        seen.takenOverMs = performance.now();
        // oxlint-disable-next-line no-console -- whoever drives the browser listens
        console.debug(news + JSON.stringify(seen));
        return;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, NEWS);
  return async () => {
    const text = (await told).text().slice(NEWS.length);
    const { answeredMs, takenOverMs }: Partial<FirstPress> = JSON.parse(text);
    if (answeredMs === undefined || takenOverMs === undefined)
      throw new Error(`not times: ${text}`);
    return { answeredMs, takenOverMs };
  };
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
