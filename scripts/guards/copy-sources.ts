import { cp, symlink } from "node:fs/promises";
import { basename, join, relative } from "node:path";

const LEFT_OUT = new Set([".git", ".data", ".stryker-tmp", "coverage", "dist", "reports"]);

/**
 * Copies the sources, so that a guard is never taken out of those that somebody works on. Packages
 * refer to each other by relative links, which lead to the copies; what is installed is shared.
 */
export async function copySources(root: string, copy: string): Promise<void> {
  const installed = join(root, "node_modules");
  await cp(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) =>
      path !== installed && (relative(root, path) === "" || !LEFT_OUT.has(basename(path))),
  });
  await symlink(installed, join(copy, "node_modules"));
}
