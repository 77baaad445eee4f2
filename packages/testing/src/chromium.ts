import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

import { CHROMIUM_PATH, INHERITED } from "./environment.ts";

/** The same engine without windows, cameras and much else: it takes less of the machine. */
const HEADLESS = ["chromium-headless-shell"];
const WHOLE = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Finds a Chromium: that of CHROMIUM_PATH when it is set, else the first on the PATH.
 * @param options.isWhole whether it must be able to do all that one with windows does
 * @returns its absolute path, or null when there is none
 */
export async function findChromium({ isWhole = false } = {}): Promise<string | null> {
  if (CHROMIUM_PATH !== undefined) return (await isProgram(CHROMIUM_PATH)) ? CHROMIUM_PATH : null;
  const directories = (INHERITED["PATH"] ?? "").split(delimiter).filter((path) => path !== "");
  for (const program of isWhole ? WHOLE : [...HEADLESS, ...WHOLE]) {
    for (const directory of directories) {
      const path = join(directory, program);
      if (await isProgram(path)) return path;
    }
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
