import { availableParallelism } from "node:os";
import { defineConfig, type UserWorkspaceConfig } from "vitest/config";

/** Each may have servers, a browser and connections of its own to the one database server. */
const WORKERS_MAX = 4;

export default defineConfig({
  test: {
    // One server for both projects, which each file takes its databases from.
    globalSetup: ["packages/testing/src/global-setup.ts"],
    pool: "forks",
    // Vitest leaves a processor to itself, but most of these tests wait for other processes.
    maxWorkers: Math.min(availableParallelism(), WORKERS_MAX),
    teardownTimeout: 30_000,
    projects: [
      // They start nothing but connections, and close them: one process reads the sources once for all.
      project("sources", ["{apps,packages}/*/src/**/*.test.ts"], { isolate: false }),
      // A process for each file: what one leaves open, or running, never reaches another.
      project(
        "programs",
        ["{apps,packages}/*/{tests,scripts}/**/*.test.ts", "scripts/**/*.test.ts"],
        {
          isolate: true,
        },
      ),
    ],
  },
});

function project(
  name: string,
  include: string[],
  { isolate }: { isolate: boolean },
): UserWorkspaceConfig {
  return {
    test: {
      name,
      include,
      exclude: ["**/node_modules/**", "**/dist/**"],
      isolate,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // As long as `waitFor` waits: what is polled for tells when it is there, not how soon.
      expect: { poll: { timeout: 20_000 } },
    },
  };
}
