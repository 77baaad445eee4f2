import { spawnSync } from "node:child_process";

import { findChromium } from "../packages/testing/src/chromium.ts";
import { CHROMIUM_PATH } from "../packages/testing/src/environment.ts";
import { installFromDebian } from "./install-from-debian.ts";

const START_MS_MAX = 30_000;

/**
 * Makes sure that there is a Chromium for the tests to drive, and installs Debian's where it can.
 * @returns null, or one line that says why there is none
 */
export async function requireChromium(): Promise<string | null> {
  const isNamed = CHROMIUM_PATH !== undefined;
  if (!isNamed && (await findChromium({ isWhole: true })) === null) installFromDebian("chromium");
  const path = await findChromium({ isWhole: true });
  if (path === null) {
    if (isNamed) return `CHROMIUM_PATH names no program: ${CHROMIUM_PATH}`;
    return "the browser tests need Chromium: put chromium or google-chrome on the PATH, or set CHROMIUM_PATH";
  }
  // Most tests do with less of it, which is faster; without it they use the whole one.
  if ((await findChromium()) === path && !isNamed) installFromDebian("chromium-headless-shell");
  if (starts(path)) return null;
  return `the browser tests need a Chromium that starts, and ${path} does not: install another, or set CHROMIUM_PATH`;
}

/** Some systems have a program of this name that only says how to install it. */
function starts(path: string): boolean {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: START_MS_MAX }).status === 0;
}
