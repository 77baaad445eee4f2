/* oxlint-disable no-empty-pattern -- vitest reads from the pattern what a fixture needs */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createTestDatabase } from "@stampede/testing/database";
import type { Page } from "playwright-core";
import { test as base, vi } from "vitest";

import { openBrowser, type Viewer } from "./browser.ts";
import { problems } from "./problems.ts";
import { type Stage, startStage, type StageOptions } from "./stage.ts";

/** Starting a browser, three processes and now and then a build takes its time. */
const TEST_MS_MAX = 90_000;
/** Where a test that failed leaves what its pages showed, and what the servers wrote. */
const FAILURES = join(import.meta.dirname, "../dist/failures");

vi.setConfig({ testTimeout: TEST_MS_MAX, hookTimeout: TEST_MS_MAX });

const NAME_LENGTH_MAX = 80;
const NO_OPTIONS: StageOptions = {};

/**
 * A test on a stage with a browser, which all tests of a file share.
 *
 * - `test.override("stageOptions", { holdSeconds: 5 })` at the top of a file changes its stage.
 * - `stage` makes events and reservations through the API.
 * - `openPage(viewer)` opens a page of another viewer's. At the end of the test each must have gone
 *   without problems, but for those that `allowProblems` was told of.
 */
export const test = base
  .extend("stageOptions", { scope: "file" }, () => NO_OPTIONS)
  .extend("databaseUrl", { scope: "file" }, async ({}, { onCleanup }) => {
    const database = await createTestDatabase();
    onCleanup(() => database.drop());
    return database.url;
  })
  .extend("stage", { scope: "file" }, async ({ databaseUrl, stageOptions }, { onCleanup }) => {
    const stage = await startStage(databaseUrl, stageOptions);
    onCleanup(() => stage[Symbol.asyncDispose]());
    return stage;
  })
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("openPage", async ({ stage, browser, task }, { onCleanup }) => {
    const pages: Page[] = [];
    onCleanup(async () => {
      const hasFailed = task.result?.state === "fail";
      const found = pages.flatMap(problems);
      if (hasFailed || found.length > 0) await keepTraces(task.name, pages, stage);
      for (const page of pages) await page.context().close();
      if (found.length > 0) throw new Error(["problems in the pages:", ...found].join("\n"));
    });
    return async (viewer: Viewer = {}): Promise<Page> => {
      const page = await browser.newPage(stage.url, viewer);
      pages.push(page);
      return page;
    };
  });

async function keepTraces(name: string, pages: readonly Page[], stage: Stage): Promise<void> {
  await mkdir(FAILURES, { recursive: true });
  const start = name.replaceAll(/\W+/g, "-").slice(0, NAME_LENGTH_MAX);
  await writeFile(join(FAILURES, `${start}.log`), stage.output());
  for (const [index, page] of pages.entries()) {
    const file = `${start}-${index + 1}.png`;
    // A page that is gone, or busy for good, must not hide why the test failed.
    await page.screenshot({ path: join(FAILURES, file), fullPage: true }).catch(() => undefined);
  }
}
