import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { z } from "zod";

const mutated = z
  .object({ mutate: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(new URL("stryker.config.json", import.meta.url), "utf8"))).mutate;

/** The tests of the modules that are mutated, which need no database and stand beside them. */
export default defineConfig({
  test: {
    include: mutated.map((path) => path.replace(/\.ts$/, ".test.ts")),
    testTimeout: 60_000,
  },
});
