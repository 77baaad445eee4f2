import { join } from "node:path";

import { childExit, stopChild } from "@stampede/embedded/child-exit";
import { spawn, type ChildProcess } from "node:child_process";

const STOP_STAGES = [
  { signal: "SIGTERM", waitMsMax: 1_000 },
  { signal: "SIGKILL", waitMsMax: 1_000 },
] as const;

/** Builds the pages anew, one build after another. */
export interface SiteRebuild extends AsyncDisposable {
  /** Asked for while it builds, it builds once more when it is done. */
  rebuild(): void;
}

/**
 * Builds the pages in a process of its own; the API notices by itself that there are new ones.
 * @param root the repository's
 */
export function createSiteRebuild(root: string): SiteRebuild {
  let child: ChildProcess | undefined;
  let isWanted = false;
  let isDisposed = false;
  const build = async (): Promise<void> => {
    isWanted = false;
    child = spawn(process.execPath, [join(root, "scripts/site.ts")], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    await childExit(child);
    child = undefined;
    if (isWanted && !isDisposed) await build();
  };
  return {
    rebuild() {
      isWanted = true;
      if (child === undefined) void build();
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      if (child !== undefined) await stopChild(child, STOP_STAGES);
    },
  };
}
