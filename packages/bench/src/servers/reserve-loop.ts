// Reserves through the domain without HTTP, from so many callers at once, and says how many it made.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@stampede/db/client";
import { createDomainContext } from "@stampede/domain/create-context";
import { createSimulatedGateway } from "@stampede/domain/payments/simulated-gateway";
import { reserve } from "@stampede/domain/reservations/reserve";
import { VARIABLES } from "../environment.ts";

const BUYER_LENGTH = 12;
const HOLD_SECONDS = 900;
const silent = { warn() {}, error() {} };

const [eventId = "", ticketTypeId = "", callers = "", warm = "", measured = ""] =
  process.argv.slice(2);
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
const db = openDatabase({
  connectionString: VARIABLES["DATABASE_URL"] ?? "",
  applicationName: "stampede-bench-loop",
});
const context = createDomainContext({
  db,
  gateway: createSimulatedGateway(db),
  appSecrets: ["a secret of no worth to anybody, for benchmarks"],
  holdSeconds: HOLD_SECONDS,
  alarms: { releaseAt() {}, reconcileAt() {}, windUpAt() {} },
  log: silent,
});
let made = 0;
const over = new AbortController();
const call = async (): Promise<void> => {
  while (!over.signal.aborted) {
    const idempotencyKey = randomUUID();
    const email = `buyer.${idempotencyKey.slice(-BUYER_LENGTH)}@example.com`;
    await reserve(context, {
      eventId,
      items: [{ ticketTypeId, quantity: 1 }],
      customer: { email },
      idempotencyKey,
    });
    made++;
  }
};
const calls = Array.from({ length: Number(callers) }, call);
await sleep(Number(warm) * 1_000);
process.send?.({ kind: "measuring" });
const [startedMs, madeBefore] = [performance.now(), made];
await sleep(Number(measured) * 1_000);
const perSecond = ((made - madeBefore) / (performance.now() - startedMs)) * 1_000;
over.abort();
await Promise.all(calls);
await context.close();
await db.close();
process.send?.({ kind: "result", perSecond });
if (process.connected) process.disconnect?.();
