import { watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

const SETTLE_MS = 150;
/** What the API and the worker do not run. */
const UNWATCHED = new Set(["testing", "client", "bench", "embedded"]);

/** What the pages are made of, beside the directories below. */
const SITE_FILES = new Set(["index.html", "vite.config.ts"]);
const TEST = /\.test\.tsx?$/;
/** Written by the build itself. */
const GENERATED = /\.gen\.ts$/;

/**
 * Calls back after sources of the API or the worker have changed, once for what is saved together.
 * @param root the repository's
 */
export async function watchSources(root: string, onChange: () => void): Promise<Disposable> {
  const packages = (await readdir(join(root, "packages"))).filter((name) => !UNWATCHED.has(name));
  const directories = ["apps/api", "apps/worker", ...packages.map((name) => `packages/${name}`)];
  return watchAll(
    directories.map((directory) => ({ path: join(root, directory, "src"), recursive: true })),
    (file) => file.endsWith(".ts") && !TEST.test(file),
    onChange,
  );
}

/**
 * Calls back after what the pages are built from has changed, once for what is saved together.
 * @param root the repository's
 */
export function watchSiteSources(root: string, onChange: () => void): Disposable {
  const files = watchAll(
    [{ path: join(root, "apps/web"), recursive: false }],
    (file) => SITE_FILES.has(file),
    onChange,
  );
  const directories = watchAll(
    ["apps/web/src", "apps/web/public", "packages/client/src"].map((directory) => ({
      path: join(root, directory),
      recursive: true,
    })),
    (file) => !TEST.test(file) && !GENERATED.test(file),
    onChange,
  );
  return {
    [Symbol.dispose]() {
      files[Symbol.dispose]();
      directories[Symbol.dispose]();
    },
  };
}

function watchAll(
  directories: readonly { readonly path: string; readonly recursive: boolean }[],
  isSource: (file: string) => boolean,
  onChange: () => void,
): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const watchers = directories.map(({ path, recursive }) =>
    watch(path, { recursive }, (_, file) => {
      if (file === null || !isSource(file)) return;
      clearTimeout(timer);
      timer = setTimeout(onChange, SETTLE_MS);
    }),
  );
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
