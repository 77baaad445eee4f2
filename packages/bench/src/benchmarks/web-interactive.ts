import type { Page } from "playwright-core";
import { type Spread, spreadOf } from "../figures/percentile.ts";
import { openEventPages } from "../web/event-page.ts";
import { layoutShiftOf, watchPage } from "../web/page-metrics.ts";
import type { Stage } from "../lab/stage.ts";
import { type Benchmark, NO_CHROMIUM, type Outcome } from "./benchmark.ts";

const CPU_SLOWDOWN = 4;
const MS_A_SECOND = 1_000;

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
  readonly takenOverMs: number;
  readonly shift: number;
  /** What the page's thread was busy with until then, in milliseconds of a slowed processor. */
  readonly busy: Readonly<Record<string, number>>;
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
    const firstPress = await watchPage(page);
    const busyMs = await watchBusyness(page);
    await page.goto(pages.url, { waitUntil: "commit" });
    const press = await firstPress();
    const load = { ...press, busy: await busyMs(), shift: await layoutShiftOf(page) };
    await page.context().close();
    if (round >= 0) loads.push(load);
  }
  const spread: Spread = spreadOf(loads.map(figureOf));
  const median = (read: (load: Load) => number): number => spreadOf(loads.map(read)).median;
  const kinds = Object.keys(loads[0]?.busy ?? {});
  return {
    figure: { unit, spread },
    more: {
      "until the page's own script has the press, ms": median(({ takenOverMs }) => takenOverMs),
      ...Object.fromEntries(
        kinds.map((kind) => [`busy with ${kind}, ms`, median(({ busy }) => busy[kind] ?? 0)]),
      ),
    },
  };
}

const KINDS = {
  ScriptDuration: "scripts",
  RecalcStyleDuration: "styles",
  LayoutDuration: "layout",
  TaskDuration: "all of it",
} as const;

/** Counts from now on; what it returns reads the counts. */
async function watchBusyness(page: Page): Promise<() => Promise<Record<string, number>>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  return async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    const seconds = new Map(metrics.map(({ name, value }) => [name, value]));
    return Object.fromEntries(
      Object.entries(KINDS).map(([name, kind]) => [kind, (seconds.get(name) ?? 0) * MS_A_SECOND]),
    );
  };
}
