import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { superviseApp } from "../src/supervised-app.ts";

const STEP_MS_MAX = 30_000;
const TEST_TIMEOUT_MS = 90_000;
const CHILDREN = join(tmpdir(), `stampede-children-of-${process.pid}`);

function children(): number[] {
  if (!existsSync(CHILDREN)) return [];
  return readFileSync(CHILDREN, "utf8").trim().split("\n").map(Number);
}

test(
  "a program that was killed is started again, and so is one that hangs",
  async () => {
    await using app = superviseApp({
      name: "fixture",
      entry: join(import.meta.dirname, "fixtures/answering.ts"),
      env: {},
      waitsForChange: false,
    });
    const started = (count: number) =>
      waitFor(() => children().length === count && children().at(-1), { timeoutMs: STEP_MS_MAX });
    try {
      app.start();
      app.settled();
      process.kill(await started(1), "SIGKILL");
      process.kill(await started(2), "SIGSTOP");
      await started(3);
      expect(new Set(children()).size).toBe(3);
    } finally {
      rmSync(CHILDREN, { force: true });
    }
  },
  TEST_TIMEOUT_MS,
);
