import { expect, test } from "vitest";
import { readOptions } from "./options.ts";
import { ROWS } from "./rows/all.ts";

test("every row is run once, with a seed of its own choice, unless something else is asked for", () => {
  expect(readOptions([], 7)).toMatchObject({ kind: "run", rows: ROWS, rounds: 1, seed: 7 });
  const args = ["--row", "race", "--row", "redis", "--rounds", "3", "--seed", "9", "--json", "f"];
  expect(readOptions(args, 7)).toMatchObject({
    rows: [{ name: "race" }, { name: "redis" }],
    rounds: 3,
    seed: 9,
    json: "f",
  });
});

test.each([
  [["--row", "flood"], "no row is called flood"],
  [["--rounds", "0"], "--rounds must be a whole number from 1"],
  [["--seed", "x"], "--seed must be a whole number from 0"],
])("%j is refused in one line", (args, line) => {
  expect(() => readOptions(args, 7)).toThrow(line);
});

test("each row bears the name by which it is found, once", () => {
  const names = ROWS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z-]+$/);
});
