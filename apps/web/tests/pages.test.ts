import { glob } from "node:fs/promises";
import { join } from "node:path";

import type { Cookie, Page } from "playwright-core";
import { expect } from "vitest";

import { rehearse } from "../scripts/rehearse.ts";
import { type Scene, scenesOf } from "../scripts/scenes.ts";
import { expectAccessible } from "./accessible.ts";
import type { Browser } from "./browser.ts";
import { test } from "./fixtures.ts";
import { layoutShift } from "./layout-shift.ts";
import { allowProblems, takeProblems } from "./problems.ts";
import { signIn } from "./sign-in.ts";
import type { Stage } from "./stage.ts";
import { takenOver } from "./taken-over.ts";

const ROUTES = join(import.meta.dirname, "../src/routes");
/** They surround pages, and are none. */
const LAYOUTS = /(?:^|\/)(?:__root|route)$/;
/** Narrow, where the least fits. */
const PHONE = { width: 360, height: 740 };
const VIEWERS_AT_ONCE = 2;
const LOOK_MS_MAX = 900_000;

test(
  "every page in every state can be used by all, in both themes, fits a phone and stays in place",
  { timeout: LOOK_MS_MAX },
  async ({ stage, browser }) => {
    const scenes = scenesOf(await rehearse(stage, { rounds: 2 }));
    const seen = scenes.map(({ path }) => new URL(path, stage.url).pathname);
    const routes = await routePatterns();
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter((route) => !seen.some((path) => route.test(path)))).toEqual([]);

    const cookies = await sessionOf(stage, browser);
    const found: string[] = [];
    const walk = async (route: readonly Scene[]): Promise<void> => {
      const [first] = route;
      const page = await browser.newPage(stage.url, { ...PHONE, reducedMotion: true });
      if (first?.isOrganizers === true) await page.context().addCookies([...cookies]);
      for (const scene of route) {
        const remarks = await lookAt(scene, page);
        found.push(...remarks.map((remark) => `${scene.name}: ${remark}`));
      }
      await page.context().close();
    };
    const waiting = routesOf(scenes);
    const walkAll = async (): Promise<void> => {
      for (let route = waiting.shift(); route !== undefined; route = waiting.shift()) {
        await walk(route);
      }
    };
    await Promise.all(Array.from({ length: VIEWERS_AT_ONCE }, walkAll));
    expect(found).toEqual([]);
  },
);

/** What one viewer looks at after the other: a page that nobody touches leaves nothing behind. */
function routesOf(scenes: readonly Scene[]): (readonly Scene[])[] {
  const {
    touched = [],
    organizers = [],
    buyers = [],
  } = Object.groupBy(scenes, ({ act, isOrganizers }) =>
    act !== undefined ? "touched" : isOrganizers === true ? "organizers" : "buyers",
  );
  return [organizers, buyers, ...touched.map((scene) => [scene])];
}

/** One session for all, or the page that lists them would list many. */
async function sessionOf(stage: Stage, browser: Browser): Promise<readonly Cookie[]> {
  const page = await browser.newPage(stage.url);
  await signIn(stage, page);
  const cookies = await page.context().cookies();
  await page.context().close();
  return cookies;
}

async function lookAt(scene: Scene, page: Page): Promise<string[]> {
  try {
    allowProblems(page, ...(scene.problems ?? []));
    await page.goto(scene.path);
    await takenOver(page);
    await page.waitForFunction(
      () => document.querySelector("h1") && !document.querySelector('[aria-busy="true"]'),
    );
    await scene.act?.(page);
    const { score, moved } = await layoutShift(page);
    await expectAccessible(page);
    return [
      ...takeProblems(page),
      ...((await isTooWide(page)) ? ["scrolls sideways"] : []),
      ...(score > 0 ? [`layout shift ${score.toFixed(4)}: ${moved.join(", ")}`] : []),
    ];
  } catch (error) {
    return [...takeProblems(page), String(error)];
  }
}

function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

/** The addresses of the pages, from the names of their files. */
async function routePatterns(): Promise<RegExp[]> {
  const patterns: RegExp[] = [];
  for await (const file of glob("**/*.tsx", { cwd: ROUTES })) {
    const name = file.replace(/\.tsx$/, "");
    if (LAYOUTS.test(name)) continue;
    const steps = name
      .split(/[./]/)
      .filter((step) => step !== "index")
      .map((step) => (step.startsWith("$") ? "[^/]+" : step.replace(/_$/, "")));
    patterns.push(new RegExp(`^/${steps.join("/")}$`));
  }
  return patterns;
}
