import { readFile } from "node:fs/promises";
import type { Reply } from "@stampede/testing/procedure-call";
import type { AppProcess } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import type { Row } from "../row.ts";
import { expectThat, type Findings, keepMax } from "../stage/findings.ts";
import { call, heldOf, insist, openSale, payCall, read, reserveCall } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const CAPACITY = 100_000;
/** Where it runs beside other tests, an answer that was given in time may still be read late. */
const TOLD_MS_MAX = { short: 4_000, full: 2_000 };
const BACK_MS_MAX = 5_000;
const FROZEN_MS = { short: 3_000, full: 30_000 };
/** Memory that the collector has not come round to is not a leak. */
const GROWTH_BYTES_MAX = 64 * 1_024 * 1_024;
const BYTES_PER_KB = 1_024;
const ASKERS = 4;
/** The second where a request has waited for its group for too long. */
const COME_AGAIN = new Set(["UNAVAILABLE", "OVERLOADED"]);

export const postgresFrozen: Row = {
  name: "postgres-frozen",
  fault: "PostgreSQL frozen (SIGSTOP) 30 s",
  promise: "503 with Retry-After in at most 2 s; memory flat; back in 5 s",
  async run(stage) {
    const { findings, scale } = stage;
    const postgres = await stage.postgres();
    const app = await stage.api(postgres.url);
    const sale = await openSale(app.url, CAPACITY);
    const mine = heldOf(await insist(() => app.url, "reservations.create", reserveCall(sale)));
    const payment = payCall(mine);
    const availability = { input: { eventId: sale.eventId } };
    const calls = [
      () => call(app.url, "reservations.create", reserveCall(sale)),
      () => call(app.url, "reservations.pay", payment),
      () => call(app.url, "events.list"),
      () => call(app.url, "events.availability", availability),
    ];

    await postgres.freeze();
    const thawAt = performance.now() + FROZEN_MS[scale];
    const askers = Array.from({ length: ASKERS }, () => calls).flat();
    try {
      await Promise.all([
        expectFlatMemory(app, thawAt, findings),
        ...askers.map((ask) => askUntil(thawAt, ask, stage)),
      ]);
    } finally {
      postgres.thaw();
    }
    const thawedAt = performance.now();
    await waitFor(
      async () => (await Promise.all(calls.map((ask) => ask()))).every((r) => r.status === 200),
      { timeoutMs: BACK_MS_MAX, describe: "every call to succeed" },
    );
    findings.recoveryMs.push(performance.now() - thawedAt);
    const { status } = await read(app.url, mine);
    expectThat(findings, status === "paid", `the reservation is ${status} at the end`);
  },
};

async function askUntil(
  endAt: number,
  ask: () => Promise<Reply>,
  { findings, scale }: Stage,
): Promise<void> {
  while (performance.now() < endAt) {
    const startedAt = performance.now();
    const reply = await ask();
    const ms = performance.now() - startedAt;
    findings.operations += 1;
    keepMax(findings, "latest answer while frozen (ms)", ms);
    const isTold =
      reply.status === 503 &&
      COME_AGAIN.has(reply.error().reason) &&
      /^[12]$/.test(reply.headers.get("retry-after") ?? "");
    expectThat(findings, isTold, `while frozen: ${reply.status} ${reply.text}`);
    expectThat(findings, ms < TOLD_MS_MAX[scale], `while frozen an answer took ${ms} ms`);
  }
}

async function expectFlatMemory(app: AppProcess, endAt: number, findings: Findings): Promise<void> {
  const firstBytes = await residentBytes(app);
  const lastBytes = await waitFor(
    async () => performance.now() > endAt && (await residentBytes(app)),
    { timeoutMs: endAt - performance.now() + BACK_MS_MAX, describe: "the end of the freeze" },
  );
  const grownBytes = lastBytes - firstBytes;
  keepMax(findings, "memory grown while frozen (MB)", grownBytes / BYTES_PER_KB / BYTES_PER_KB);
  expectThat(findings, grownBytes < GROWTH_BYTES_MAX, `memory grew by ${grownBytes} bytes`);
}

async function residentBytes({ pid }: AppProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * BYTES_PER_KB;
}
