import { expect, it } from "vitest";
import { parseProcessStat, parseStatusBytes, treeOf } from "./process-stat.ts";

const STAT =
  "4711 (a name) with (parens)) S 42 4711 4711 0 -1 4194560 100 200 0 0 150 50 7 3 20 0 11 0 99 1 2";

it("reads CPU time and parent whatever the program is called", () => {
  expect(parseProcessStat(STAT)).toEqual({ parentPid: 42, ticks: 210 });
});

it("refuses what is no process's statistics", () => {
  expect(parseProcessStat("")).toBeUndefined();
  expect(parseProcessStat("1 (x) S")).toBeUndefined();
});

it("reads memory in bytes", () => {
  const status = "Name:\tnode\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";
  expect(parseStatusBytes(status, "VmHWM")).toBe(2_097_152);
  expect(parseStatusBytes(status, "VmSwap")).toBeUndefined();
});

it("finds every descendant once and no stranger", () => {
  const parents = new Map([
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 9],
    [1, 1],
  ]);
  expect(treeOf(1, parents).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
});
