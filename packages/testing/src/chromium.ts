import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

import { CHROMIUM_PATH, INHERITED } from "./environment.ts";

/** Without windows first: it is the same engine, and takes less of the machine. */
const PROGRAMS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/**
 * Finds a Chromium: that of CHROMIUM_PATH when it is set, else the first on the PATH.
 * @returns its absolute path, or null when there is none
 */
export async function findChromium(): Promise<string | null> {
  if (CHROMIUM_PATH !== undefined) return (await isProgram(CHROMIUM_PATH)) ? CHROMIUM_PATH : null;
  const directories = (INHERITED["PATH"] ?? "").split(delimiter).filter((path) => path !== "");
  for (const program of PROGRAMS) {
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
