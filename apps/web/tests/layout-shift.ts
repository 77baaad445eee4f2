import type { BrowserContext, Page } from "playwright-core";

/** What moved on a page by itself, since its document was loaded. */
interface LayoutShift {
  /** The sum of Chromium's scores; shifts within half a second of a click or a key do not count. */
  readonly score: number;
  /** The elements that moved, each with its score: `0.012 main > section.tickets`. */
  readonly moved: readonly string[];
}

/** Makes every page of a context remember its layout shifts. */
export async function observeLayoutShift(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen: { score: number; moved: string[] } = { score: 0, moved: [] };
    Reflect.set(globalThis, "stampedeLayoutShift", seen);
    const nameOf = (node: unknown): string => {
      const element = node instanceof Element ? node : null;
      if (element === null) return "something that is gone";
      const own = `${element.localName}${[...element.classList].map((name) => `.${name}`).join("")}`;
      return element.parentElement === null ? own : `${element.parentElement.localName} > ${own}`;
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const read = (key: string): unknown => Reflect.get(entry, key);
        if (read("hadRecentInput") === true) continue;
        const value = Number(read("value"));
        const sources: unknown = read("sources");
        seen.score += value;
        for (const source of Array.isArray(sources) ? sources : []) {
          seen.moved.push(`${value.toFixed(4)} ${nameOf(Reflect.get(Object(source), "node"))}`);
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What has moved on a page until now. */
export async function layoutShift(page: Page): Promise<LayoutShift> {
  return page.evaluate(async () => {
    // Entries come after the frame that they are about.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const seen: unknown = Reflect.get(globalThis, "stampedeLayoutShift");
    const read = (key: string): unknown => Reflect.get(Object(seen), key);
    const moved = read("moved");
    return { score: Number(read("score")), moved: Array.isArray(moved) ? moved.map(String) : [] };
  });
}
