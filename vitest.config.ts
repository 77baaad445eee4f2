import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Each may have servers, a browser and connections of its own to the one database server. */
const WORKERS_MAX = 4;

export default defineConfig({
  test: {
    include: ["{apps,packages,scripts}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["packages/testing/src/global-setup.ts"],
    // A process for each file: what one leaves open never reaches another.
    pool: "forks",
    // Vitest leaves a processor to itself, but most of these tests wait for other processes.
    maxWorkers: Math.min(availableParallelism(), WORKERS_MAX),
    testTimeout: 20_000,
    // As long as `waitFor` waits: what is polled for tells when it is there, not how soon.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
