import type { Backlog } from "@stampede/domain/payments/read-backlog";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

const none = { count: 0, oldestSeconds: 0 };
const silent = { warn: () => undefined, error: () => undefined };

test("the first scrape tells how much money waits and since when, by one question", async () => {
  let questions = 0;
  const backlog: Backlog = {
    payments: { count: 3, oldestSeconds: 7.5 },
    refunds: none,
    refusedRefunds: none,
  };
  const metrics = createMetrics(async () => {
    questions += 1;
    return backlog;
  }, silent);
  const text = await metrics.print();
  expect(text).toContain('stampede_money_pending{kind="payment"} 3');
  expect(text).toContain('stampede_money_oldest_seconds{kind="payment"} 7.5');
  expect(questions).toBe(1);
  await metrics.print();
  expect(questions).toBe(2);
});

test("a scrape without the database tells all else, no old figures, and logs why", async () => {
  const error = new Error("out of reach");
  const warnings: object[] = [];
  let isReachable = true;
  const metrics = createMetrics(
    async () => {
      if (!isReachable) throw error;
      return { payments: none, refunds: none, refusedRefunds: none };
    },
    { ...silent, warn: (details: object) => void warnings.push(details) },
  );
  expect(await metrics.print()).toContain("stampede_money_pending{");
  isReachable = false;
  const text = await metrics.print();
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toContain("stampede_money_pending{");
  expect(text).not.toContain("stampede_money_oldest_seconds{");
  expect(warnings).toEqual([{ error }]);
});
