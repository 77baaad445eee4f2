import { loadSite } from "./load-site.ts";
import type { BuiltSite } from "./read-site.ts";
import { createReloadingSite } from "./reloading-site.ts";
import { createSite, type SiteHandler, type SiteOptions } from "./site.ts";

/** What is said of the site in the environment. */
interface SiteEnvironment {
  readonly siteDirectory: string;
  readonly siteReloads: boolean;
  readonly publicUrl: string | undefined;
}

/** What serves the built site; undefined when none is built, and none is waited for. */
export async function openSite(
  { siteDirectory: directory, siteReloads, publicUrl }: SiteEnvironment,
  process: Omit<SiteOptions, "site" | "publicUrl"> & {
    readonly closing: AbortSignal;
  },
): Promise<SiteHandler | undefined> {
  const create = (site: BuiltSite): SiteHandler => createSite({ ...process, site, publicUrl });
  if (siteReloads) return createReloadingSite({ ...process, directory, create });
  const site = await loadSite(directory, process.log);
  return site && create(site);
}
