import { randomInt } from "node:crypto";
import { testServer } from "@stampede/testing/database";
import { expect } from "vitest";
import type { Row } from "../src/row.ts";
import { runRow } from "../src/run-row.ts";

/** Far above what a row takes on a busy machine; what it waits for has bounds of its own. */
export const ROW_TIMEOUT_MS = 150_000;
const SEED_BELOW = 2 ** 31;

/** Runs the part of a row that is run before every change, and expects its promise to be kept. */
export async function expectRow(row: Row): Promise<void> {
  const seed = randomInt(SEED_BELOW);
  const { violations, operations } = await runRow(row, {
    server: testServer(),
    scale: "short",
    seed,
  });
  const replay = `npm run faults -- --short --row ${row.name} --seed ${seed}`;
  expect(violations, `replay (the world's timing may differ): ${replay}`).toEqual([]);
  expect(operations, "a row that does nothing shows nothing").toBeGreaterThan(0);
}
