import type { Event } from "@stampede/domain/events/shapes";
import type { Availability } from "@stampede/domain/inventory/shapes";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Logger } from "pino";
import { z } from "zod";
import type { Theme } from "./shell.ts";
import type { Locale } from "./texts.ts";

/** Gives the markup of an event's page as a browser shows it first. */
export type Prerender = (page: {
  readonly event: Event;
  readonly availability: Availability;
  readonly locale: Locale;
  readonly theme: Theme;
}) => Promise<string>;

const moduleShape = z.object({
  prerenderEvent: z.custom<Prerender>((value) => typeof value === "function"),
});

const FILE = /^prerender-.*\.js$/;

/**
 * Loads what the build of `apps/web` renders pages with.
 *
 * @param directory where that is
 * @returns undefined where there is none, and where it cannot be used, as the log then says.
 */
export async function loadPrerender(
  directory: string,
  log: Logger,
): Promise<Prerender | undefined> {
  const names = await readdir(directory).catch((): string[] => []);
  const name = names.find((each) => FILE.test(each));
  if (name === undefined) return undefined;
  try {
    const module: unknown = await import(pathToFileURL(join(directory, name)).href);
    return moduleShape.parse(module).prerenderEvent;
  } catch (error) {
    log.error({ err: error, directory }, "no page can be rendered: serving summaries");
    return undefined;
  }
}
