import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "@stampede/db/client";
import { createTestDatabase, type TestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChargeRequest, GatewayNoAnswerError } from "./gateway.ts";
import { describeGatewayConformance } from "./gateway-conformance.ts";
import { createSimulatedGateway } from "./simulated-gateway.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ connectionString: database.url, applicationName: "test" });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const gateway = () => createSimulatedGateway(db);
const signal = new AbortController().signal;

describeGatewayConformance("the simulated gateway", gateway, {
  succeeds: "tok_visa",
  declined: "card_error",
  failed: "payment_error",
  noAnswerCharged: "timeout_charged",
  noAnswerNotCharged: "timeout_not_charged",
  refundFailsOnce: "refund_error",
});

function request(paymentToken: string, holdMs = 900_000): ChargeRequest {
  const expiresAt = new Date(Date.now() + holdMs);
  return { key: randomUUID(), amount: 4_900, currency: "EUR", paymentToken, expiresAt };
}

describe("the simulated gateway", () => {
  test("answers slow_1 after a second, and says meanwhile that it is working", async () => {
    const slow = request("slow_1");
    const startedMs = performance.now();
    const answer = gateway().charge(slow, signal);
    await waitFor(async () => {
      const { rowCount } = await db.pool.query(
        "SELECT FROM simulated_gateway.charges WHERE key = $1",
        [slow.key],
      );
      return rowCount === 1;
    });
    expect(await gateway().lookUp(slow.key, signal)).toEqual({ outcome: "pending" });
    expect(await answer).toMatchObject({ outcome: "captured" });
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(950);
  });

  test("takes the money of a slow charge whose caller has gone", async () => {
    const slow = request("slow_1");
    const impatient = AbortSignal.timeout(100);
    await expect(gateway().charge(slow, impatient)).rejects.toThrow(GatewayNoAnswerError);
    expect(await gateway().lookUp(slow.key, signal)).toEqual({ outcome: "pending" });
    await waitFor(async () => (await gateway().lookUp(slow.key, signal)).outcome === "captured");
  });

  test("reports late_success only after the hold has run out", async () => {
    const late = request("late_success", 200);
    expect(await gateway().charge(late, signal)).toEqual({ outcome: "pending" });
    expect(await gateway().lookUp(late.key, signal)).toEqual({ outcome: "pending" });
    await waitFor(async () => (await gateway().lookUp(late.key, signal)).outcome === "captured");
    expect(Date.now()).toBeGreaterThan(late.expiresAt.getTime());
  });

  test("refuses another amount under a key that it has charged", async () => {
    const first = request("tok_visa");
    await gateway().charge(first, signal);
    await expect(gateway().charge({ ...first, amount: 1 }, signal)).rejects.toThrow(/another/);
  });

  test("does not answer when its ledger is out of reach", async () => {
    const closed = openDatabase({ connectionString: database.url, applicationName: "test" });
    await closed.close();
    const unreachable = createSimulatedGateway(closed);
    const { key, amount } = request("tok_visa");
    await expect(unreachable.charge(request("tok_visa"), signal)).rejects.toThrow(
      GatewayNoAnswerError,
    );
    await expect(unreachable.lookUp(key, signal)).rejects.toThrow(GatewayNoAnswerError);
    await expect(unreachable.refund({ key, chargeKey: key, amount }, signal)).rejects.toThrow(
      GatewayNoAnswerError,
    );
  });
});
