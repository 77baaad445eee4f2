import { watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

const SETTLE_MS = 150;
/** What the API and the worker do not run. */
const UNWATCHED = new Set(["testing", "client", "bench", "embedded"]);

/**
 * Calls back after sources of the API or the worker have changed, once for what is saved together.
 * @param root the repository's
 */
export async function watchSources(root: string, onChange: () => void): Promise<Disposable> {
  const packages = (await readdir(join(root, "packages"))).filter((name) => !UNWATCHED.has(name));
  const directories = ["apps/api", "apps/worker", ...packages.map((name) => `packages/${name}`)];
  let timer: NodeJS.Timeout | undefined;
  const watchers = directories.map((directory) =>
    watch(join(root, directory, "src"), { recursive: true }, (_, file) => {
      if (file === null || !file.endsWith(".ts") || file.endsWith(".test.ts")) return;
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
