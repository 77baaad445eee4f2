import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  type ChargeRequest,
  CurrencyNotSupportedError,
  GatewayNoAnswerError,
  type PaymentGateway,
  RefundFailedError,
} from "./gateway.ts";

const AMOUNT = 4_900;
const HOLD_MS = 900_000;
const CONCURRENT = 10;

/** Payment tokens of the gateway's test mode, by what they bring about. */
interface ConformanceTokens {
  readonly succeeds: string;
  readonly declined: string;
  readonly failed: string;
  readonly noAnswerCharged: string;
  readonly noAnswerNotCharged: string;
  readonly refundFailsOnce: string;
}

/**
 * Declares the tests that every adapter must pass, in the file that calls it.
 *
 * @param gateway gives the adapter, once the tests run.
 */
export function describeGatewayConformance(
  name: string,
  gateway: () => PaymentGateway,
  tokens: ConformanceTokens,
): void {
  describe(`${name} as a payment gateway`, () => {
    describeCharges(gateway, tokens);
    describeLookUps(gateway, tokens);
    describeRefunds(gateway, tokens);
  });
}

function describeCharges(gateway: () => PaymentGateway, tokens: ConformanceTokens): void {
  it("charges once for each key, and answers the same each time", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    const first = await charge(gateway(), request);
    expect(first.outcome).toBe("captured");
    expect(await charge(gateway(), request)).toEqual(first);
    await expectCapturedOnce(gateway(), request);
  });

  it("charges once when the same key comes many times at once", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    const results = await Promise.all(
      Array.from({ length: CONCURRENT }, () => charge(gateway(), request)),
    );
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]?.outcome).toBe("captured");
    await expectCapturedOnce(gateway(), request);
  });

  it("gives charges under different keys different names", async () => {
    const first = await charge(gateway(), chargeOf(gateway(), tokens.succeeds));
    const second = await charge(gateway(), chargeOf(gateway(), tokens.succeeds));
    expect(first).not.toEqual(second);
  });

  it("refuses a currency that it does not name, before any charge", async () => {
    const request = { ...chargeOf(gateway(), tokens.succeeds), currency: "XTS" };
    await expect(charge(gateway(), request)).rejects.toThrow(CurrencyNotSupportedError);
    expect(await lookUp(gateway(), request.key)).toEqual({ outcome: "unknown" });
  });

  it.each(["declined", "failed"] as const)("takes no money where it says %s", async (outcome) => {
    const request = chargeOf(gateway(), tokens[outcome]);
    expect(await charge(gateway(), request)).toEqual({ outcome });
    expect(await charge(gateway(), request)).toEqual({ outcome });
    expect(await lookUp(gateway(), request.key)).toEqual({ outcome });
    await expect(refund(gateway(), request.key, AMOUNT)).rejects.toThrow(RefundFailedError);
  });
}

function describeLookUps(gateway: () => PaymentGateway, tokens: ConformanceTokens): void {
  it("tells by its key what became of a charge", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    const result = await charge(gateway(), request);
    expect(await lookUp(gateway(), request.key)).toEqual(result);
  });

  it("tells later that a charge without an answer was made", async () => {
    const request = chargeOf(gateway(), tokens.noAnswerCharged);
    await expect(charge(gateway(), request)).rejects.toThrow(GatewayNoAnswerError);
    const found = await lookUp(gateway(), request.key);
    expect(found.outcome).toBe("captured");
    expect(await charge(gateway(), request)).toEqual(found);
    await expectCapturedOnce(gateway(), request);
  });

  it("tells later that a charge without an answer was not made", async () => {
    const request = chargeOf(gateway(), tokens.noAnswerNotCharged);
    await expect(charge(gateway(), request)).rejects.toThrow(GatewayNoAnswerError);
    expect(await lookUp(gateway(), request.key)).toEqual({ outcome: "unknown" });
  });

  it("never charges under a key that it has called unknown", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    expect(await lookUp(gateway(), request.key)).toEqual({ outcome: "unknown" });
    expect(await charge(gateway(), request)).toEqual({ outcome: "failed" });
    expect(await lookUp(gateway(), request.key)).toEqual({ outcome: "unknown" });
    await expect(refund(gateway(), request.key, 1)).rejects.toThrow(RefundFailedError);
  });

  it("agrees with itself when a charge and a look-up race", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    const [charged, found] = await Promise.all([
      charge(gateway(), request),
      lookUp(gateway(), request.key),
    ]);
    if (charged.outcome === "captured") expect(["captured", "pending"]).toContain(found.outcome);
    else expect(found).toEqual({ outcome: "unknown" });
  });
}

function describeRefunds(gateway: () => PaymentGateway, tokens: ConformanceTokens): void {
  it("refunds once for each key", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    await charge(gateway(), request);
    const key = randomUUID();
    await Promise.all(
      Array.from({ length: CONCURRENT }, () => refund(gateway(), request.key, 1_900, key)),
    );
    await refund(gateway(), request.key, 1_900, key);
    // What is left is exactly the rest.
    await expect(refund(gateway(), request.key, 3_001)).rejects.toThrow(RefundFailedError);
    await refund(gateway(), request.key, 3_000);
    await expect(refund(gateway(), request.key, 1)).rejects.toThrow(RefundFailedError);
  });

  it("never refunds more than it captured, however many ask at once", async () => {
    const request = chargeOf(gateway(), tokens.succeeds);
    await charge(gateway(), request);
    const results = await Promise.allSettled(
      Array.from({ length: CONCURRENT }, () => refund(gateway(), request.key, AMOUNT)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses to refund a charge that it does not know", async () => {
    await expect(refund(gateway(), randomUUID(), 1)).rejects.toThrow(RefundFailedError);
  });

  it("refunds under the same key after it failed", async () => {
    const request = chargeOf(gateway(), tokens.refundFailsOnce);
    expect((await charge(gateway(), request)).outcome).toBe("captured");
    const key = randomUUID();
    await expect(refund(gateway(), request.key, AMOUNT, key)).rejects.toThrow(RefundFailedError);
    await refund(gateway(), request.key, AMOUNT, key);
    await refund(gateway(), request.key, AMOUNT, key);
    await expect(refund(gateway(), request.key, 1)).rejects.toThrow(RefundFailedError);
  });
}

function chargeOf(gateway: PaymentGateway, paymentToken: string): ChargeRequest {
  const [currency] = gateway.currencies;
  if (currency === undefined) throw new Error(`${gateway.name} takes no currency`);
  const expiresAt = new Date(Date.now() + HOLD_MS);
  return { key: randomUUID(), amount: AMOUNT, currency, paymentToken, expiresAt };
}

const unhurried = () => new AbortController().signal;

function charge(gateway: PaymentGateway, request: ChargeRequest) {
  return gateway.charge(request, unhurried());
}

function lookUp(gateway: PaymentGateway, key: string) {
  return gateway.lookUp(key, unhurried());
}

function refund(gateway: PaymentGateway, chargeKey: string, amount: number, key = randomUUID()) {
  return gateway.refund({ key, chargeKey, amount }, unhurried());
}

/** What can be given back is what was taken: all of one charge, and not a cent of a second. */
async function expectCapturedOnce(gateway: PaymentGateway, request: ChargeRequest): Promise<void> {
  await refund(gateway, request.key, request.amount);
  await expect(refund(gateway, request.key, 1)).rejects.toThrow(RefundFailedError);
}
