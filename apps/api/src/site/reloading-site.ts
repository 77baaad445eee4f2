import { watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { streamSSE } from "hono/streaming";
import type { Logger } from "pino";
import { loadSite } from "./load-site.ts";
import type { BuiltSite } from "./read-site.ts";
import type { SiteHandler } from "./site.ts";

const EVENTS = "/site-reload";
const SCRIPT = "/site-reload.js";
/** A build is put in its place by renaming, which is told more than once. */
const SETTLE_MS = 100;
/** Reloads a page once it hears of another build than at first, also from a server that came back. */
const SCRIPT_TEXT = `let shown;
new EventSource("${EVENTS}").onmessage = ({ data }) => {
  shown ??= data;
  if (shown !== data) location.reload();
};
`;

/**
 * Serves the site of a directory, and another one as soon as it is built there; open pages then
 * reload themselves. For development.
 *
 * @param options.create serves one build
 * @param options.closing ends what waits for the next build
 */
export async function createReloadingSite(options: {
  readonly directory: string;
  readonly log: Logger;
  readonly closing: AbortSignal;
  readonly create: (site: BuiltSite) => SiteHandler;
}): Promise<SiteHandler> {
  const { directory, log, closing, create } = options;
  const builds = new EventTarget();
  let version = "";
  let serve: SiteHandler = (_, next) => next();
  const load = async (): Promise<void> => {
    const site = await loadSite(directory, log);
    if (site === undefined || site.version === version) return;
    version = site.version;
    serve = create(withReloads(site));
    builds.dispatchEvent(new Event("built"));
  };
  await mkdir(dirname(directory), { recursive: true });
  await load();
  watchDirectory(directory, closing, () => void load());

  return async (c, next) => {
    if (c.req.path === SCRIPT)
      return c.body(SCRIPT_TEXT, 200, { "content-type": "text/javascript" });
    if (c.req.path !== EVENTS) return serve(c, next);
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      const ends = AbortSignal.any([closing, gone.signal]);
      while (!ends.aborted) {
        await stream.writeSSE({ data: version });
        await nextBuild(builds, ends);
      }
    });
  };
}

function withReloads({ shell, ...site }: BuiltSite): BuiltSite {
  const script = `<script type="module" src="${SCRIPT}"></script>`;
  return { ...site, shell: (look, parts) => shell(look, { ...parts, head: parts.head + script }) };
}

function watchDirectory(directory: string, closing: AbortSignal, onChange: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  // What it is in stays, while the directory itself is replaced.
  const watcher = watch(dirname(directory), { signal: closing }, (_, name) => {
    if (name !== basename(directory)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  });
  watcher.on("error", () => undefined);
}

function nextBuild(builds: EventTarget, ends: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      builds.removeEventListener("built", done);
      ends.removeEventListener("abort", done);
      resolve();
    };
    builds.addEventListener("built", done);
    ends.addEventListener("abort", done);
  });
}
