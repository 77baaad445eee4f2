import type { Logger } from "pino";
import { type BuiltSite, readSite } from "./read-site.ts";

/**
 * The built site, if there is one. Without it, or with one that cannot be used, the API sells all
 * the same, and the log says so.
 */
export async function loadSite(directory: string, log: Logger): Promise<BuiltSite | undefined> {
  try {
    const site = await readSite(directory, log);
    if (site === undefined) log.warn({ directory }, "no site is built there: serving no pages");
    else log.debug({ directory, files: site.files.size }, "serving the site");
    return site;
  } catch (error) {
    log.error({ err: error, directory }, "the site cannot be used: serving no pages");
    return undefined;
  }
}
