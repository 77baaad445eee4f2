import { type Spread, spreadOf } from "../figures/percentile.ts";
import { openEventPages } from "../web/event-page.ts";
import { firstAnswerMs, layoutShiftOf, watchPage } from "../web/page-metrics.ts";
import type { Stage } from "../lab/stage.ts";
import { type Benchmark, NO_CHROMIUM, type Outcome } from "./benchmark.ts";

const CPU_SLOWDOWN = 4;

/** How soon a buyer can choose tickets. */
export const webInteractive: Benchmark = {
  name: "web-interactive",
  title: `from the address to the first answered press on the event page, CPU ${CPU_SLOWDOWN} × slower`,
  group: "web",
  goal: { compare: "<=", bound: 1_000 },
  run: (stage) => loadEventPage(stage, "ms", ({ answeredMs }) => answeredMs),
};

/** Whether anything moves under a buyer's thumb while the page loads. */
export const webShift: Benchmark = {
  name: "web-shift",
  title: "layout shift of the event page while it loads and after",
  group: "web",
  goal: { compare: "<=", bound: 0 },
  run: (stage) => loadEventPage(stage, "", ({ shift }) => shift),
};

interface Load {
  readonly answeredMs: number;
  readonly shift: number;
}

async function loadEventPage(
  stage: Stage,
  unit: string,
  figureOf: (load: Load) => number,
): Promise<Outcome> {
  await using pages = await openEventPages(stage);
  if (pages === undefined) return { skipped: NO_CHROMIUM };
  const loads: Load[] = [];
  // The first one finds a server that has never been asked, which no crowd ever does.
  for (let round = -1; round < stage.scale.rounds; round++) {
    const page = await pages.open({ cpuSlowdown: CPU_SLOWDOWN });
    await watchPage(page);
    await page.goto(pages.url, { waitUntil: "commit" });
    const load = { answeredMs: await firstAnswerMs(page), shift: await layoutShiftOf(page) };
    await page.context().close();
    if (round >= 0) loads.push(load);
  }
  const spread: Spread = spreadOf(loads.map(figureOf));
  return { figure: { unit, spread } };
}
