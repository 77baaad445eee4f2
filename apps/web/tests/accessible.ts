import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type axe from "axe-core";
import type { Page } from "playwright-core";

import { restingPage } from "./resting-page.ts";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
/** What a theme can break; every other rule reads the document, which is the same in both. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Expects axe to find nothing on a page as it stands, in the light and in the dark theme. A theme
 * that the viewer has chosen on the page is the only one looked at.
 *
 * @throws {Error} with each rule that is broken, and where.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const prefersDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  await loadAxe(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await restingPage(page);
    const found = await brokenRules(
      page,
      colorScheme === "light"
        ? { type: "tag", values: RULES }
        : { type: "rule", values: COLOUR_RULES },
    );
    if (found.length === 0) continue;
    throw new Error([`${page.url()} in the ${colorScheme} theme:`, ...found].join("\n"));
  }
  await page.emulateMedia({ colorScheme: prefersDark ? "dark" : "light" });
}

/** As a debugger does, which the page's Content-Security-Policy has no say in. */
async function loadAxe(page: Page): Promise<void> {
  const debugging = await page.context().newCDPSession(page);
  await debugging.send("Runtime.evaluate", { expression: AXE });
  await debugging.detach();
}

/** A line for each element that breaks one of the rules; what is in order is not even carried here. */
function brokenRules(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { violations } = await window.axe.run(document, {
      runOnly: only,
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary = "" }) =>
          `${id} (${help}) at ${target.join(" ")}: ${failureSummary}`,
      ),
    );
  }, runOnly);
}

declare global {
  interface Window {
    /** There once its source has run. */
    readonly axe: typeof axe;
  }
}
