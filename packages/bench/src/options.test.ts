import { expect, it } from "vitest";
import { BENCHMARKS, selectBenchmarks } from "./benchmarks/all.ts";
import { readOptions } from "./options.ts";

it("runs five rounds unless it is told otherwise", () => {
  expect(readOptions([])).toMatchObject({ kind: "run", names: [], scale: { rounds: 5 } });
  expect(readOptions(["--rounds", "7", "storage"])).toMatchObject({
    names: ["storage"],
    scale: { rounds: 7, isQuick: false },
  });
  expect(readOptions(["--quick"])).toMatchObject({ scale: { rounds: 1, isQuick: true } });
});

it("refuses a wrong number and an option that means nothing, naming it", () => {
  expect(() => readOptions(["--rounds", "0"])).toThrow("--rounds");
  expect(() => readOptions(["--rows", "1e9"])).toThrow("--rows");
  expect(() => readOptions(["--nonsense"])).toThrow("--nonsense");
  expect(() => readOptions(["charts", "x.json"])).toThrow("--out");
  expect(() => readOptions(["charts", "--out", "x"])).toThrow("FILE");
  expect(() => readOptions(["--out", "x"])).toThrow("--out");
});

it("draws several files at once, in their order", () => {
  expect(readOptions(["charts", "b.json", "a.json", "--out", "x"])).toEqual({
    kind: "charts",
    files: ["b.json", "a.json"],
    out: "x",
  });
});

it("finds benchmarks by name and by group, and refuses an unknown one", () => {
  expect(selectBenchmarks(["storage"], false).map(({ name }) => name)).toEqual(["storage"]);
  expect(selectBenchmarks(["all"], false)).toEqual(BENCHMARKS);
  expect(selectBenchmarks([], false).some(({ group }) => group === "endurance")).toBe(false);
  expect(selectBenchmarks([], true).every(({ group }) => group === "goals")).toBe(true);
  expect(() => selectBenchmarks(["nonsense"], false)).toThrow("nonsense");
});

it("gives each benchmark a name of its own", () => {
  const names = BENCHMARKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
