import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

import { restingPage } from "./resting-page.ts";

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
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await restingPage(page);
    // Its other mode opens a page beside this one for each look; it is for frames of other sites.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const scoped = colorScheme === "light" ? axe.withTags(RULES) : axe.withRules(COLOUR_RULES);
    const { violations } = await scoped.analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary = "" }) =>
          `${id} (${help}) at ${target.join(" ")}: ${failureSummary}`,
      ),
    );
    if (found.length === 0) continue;
    throw new Error([`${page.url()} in the ${colorScheme} theme:`, ...found].join("\n"));
  }
  await page.emulateMedia({ colorScheme: prefersDark ? "dark" : "light" });
}
