// node apps/web/scripts/screenshots.ts OUT_DIR [FILTER…]
//
// Takes a picture of every page on a phone and on a desk, in both themes, and prints what is wrong
// with it. A filter is a part of a picture's name, such as `reservation-`, `phone` or `dark.pl`; a
// picture is taken when its name has them all.
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

import { startTestPostgres } from "@stampede/testing/postgres";
import type { Page } from "playwright-core";

import { type Browser, openBrowser } from "../tests/browser.ts";
import { layoutShift } from "../tests/layout-shift.ts";
import { problems } from "../tests/problems.ts";
import { restingPage } from "../tests/resting-page.ts";
import { signIn } from "../tests/sign-in.ts";
import { type Stage, startStage } from "../tests/stage.ts";
import { takenOver } from "../tests/taken-over.ts";
import { rehearse } from "./rehearse.ts";
import { type Scene, scenesOf } from "./scenes.ts";

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1_440, height: 900 } };
const THEMES = ["light", "dark"] as const;
const LOCALES = ["en", "pl"] as const;
/** What is not there by then is missing on the picture too. */
const READY_MS_MAX = 5_000;

interface Shot {
  readonly name: string;
  readonly scene: Scene;
  readonly size: keyof typeof SIZES;
  readonly theme: (typeof THEMES)[number];
  readonly locale: (typeof LOCALES)[number];
}

/** Of the one session that all pictures share. */
let cookies: Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>> = [];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const [directory, ...filters] = process.argv.slice(2);
if (directory === undefined) {
  say("usage: node apps/web/scripts/screenshots.ts OUT_DIR [FILTER…]");
  process.exitCode = 1;
} else {
  await takeAll(resolve(directory), filters);
}

async function takeAll(out: string, wanted: readonly string[]): Promise<void> {
  await mkdir(out, { recursive: true });
  await using postgres = await startTestPostgres();
  await using stage = await startStage(postgres.url, { holdSeconds: 900 });
  say("filling the stage");
  const scenes = scenesOf(await rehearse(stage));
  await using browser = await openBrowser();
  for (const shot of scenes.flatMap(shotsOf)) {
    if (!wanted.every((filter) => shot.name.includes(filter))) continue;
    const remarks = await take(stage, browser, shot, out).catch((error: unknown) => [
      `not taken: ${String(error)}`,
    ]);
    say(`${shot.name}${remarks.map((remark) => `\n    ${remark}`).join("")}`);
  }
}

function shotsOf(scene: Scene): Shot[] {
  const locales = scene.isAlsoPolish === true ? LOCALES : (["en"] as const);
  return (["phone", "desk"] as const).flatMap((size) =>
    THEMES.flatMap((theme) =>
      locales.map((locale) => ({
        name: `${scene.name}.${size}.${theme}.${locale}`,
        scene,
        size,
        theme,
        locale,
      })),
    ),
  );
}

/** Takes what is seen at first, and the whole page where that is longer. */
async function take(stage: Stage, browser: Browser, shot: Shot, out: string): Promise<string[]> {
  const { name, scene, size, theme, locale } = shot;
  const viewer = { ...SIZES[size], theme, locale, reducedMotion: true };
  const page = await browser.newPage(stage.url, viewer);
  try {
    if (scene.isOrganizers === true) await signInOnce(stage, page);
    await page.goto(scene.path);
    await ready(page);
    await scene.act?.(page);
    await page.screenshot({ path: join(out, `${name}.png`) });
    const { height, isTooWide } = await page.evaluate(() => ({
      height: document.documentElement.scrollHeight,
      isTooWide: document.documentElement.scrollWidth > innerWidth,
    }));
    // Before the page is stretched for its picture, which moves things on it.
    const { score, moved } = await layoutShift(page);
    if (height > SIZES[size].height) {
      await page.screenshot({ path: join(out, `${name}.whole.png`), fullPage: true });
    }
    return [
      ...problems(page),
      ...(isTooWide ? ["scrolls sideways"] : []),
      ...(score > 0 ? [`layout shift ${score.toFixed(4)}: ${moved.join(", ")}`] : []),
    ];
  } finally {
    await page.context().close();
  }
}

/** One session for all pictures, or the page that lists them would list a hundred. */
async function signInOnce(stage: Stage, page: Page): Promise<void> {
  if (cookies.length === 0) {
    await signIn(stage, page);
    cookies = await page.context().cookies();
  }
  await page.context().addCookies(cookies);
}

/** Waits until the page's own scripts have made it and nothing in it is still being loaded. */
async function ready(page: Page): Promise<void> {
  await takenOver(page);
  await page
    .waitForFunction(
      () => document.querySelector("h1") && !document.querySelector('[aria-busy="true"]'),
      undefined,
      { timeout: READY_MS_MAX },
    )
    .catch(() => undefined);
  await restingPage(page);
}
