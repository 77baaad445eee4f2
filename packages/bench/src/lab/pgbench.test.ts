import { expect, it } from "vitest";
import { parseTransactionsPerSecond } from "./pgbench.ts";

const OUTPUT = `number of clients: 16
number of transactions actually processed: 8020
number of failed transactions: 0 (0.000%)
latency average = 3.989 ms
tps = 4010.812345 (without initial connection time)
`;

it("reads the rate and accepts no failure", () => {
  expect(parseTransactionsPerSecond(OUTPUT)).toBe(4010.812345);
  expect(() => parseTransactionsPerSecond(OUTPUT.replace(": 0 (", ": 3 ("))).toThrow("pgbench");
  expect(() => parseTransactionsPerSecond("")).toThrow("pgbench");
});
