/** What the caller says of a charge. Asked twice with the same key, a gateway charges once. */
export interface ChargeRequest {
  /** The caller's idempotency key, 1 to 255 characters. */
  readonly key: string;
  /** Minor units, at least 1. */
  readonly amount: number;
  /** ISO 4217, such as `EUR`. */
  readonly currency: string;
  /** What the buyer's device was given for the card: single use, never stored. */
  readonly paymentToken: string;
  /** Passed on so that a gateway can stop an attempt that outlives the tickets. */
  readonly expiresAt: Date;
}

/**
 * What a gateway knows of a charge. `declined`: the card; `failed`: the gateway, for another reason.
 * `pending`: it is still working, and the money may yet be taken.
 */
export type ChargeResult =
  | { readonly outcome: "captured"; readonly chargeId: string }
  | { readonly outcome: "declined" }
  | { readonly outcome: "failed" }
  | { readonly outcome: "pending" };

/** `unknown`: the gateway never saw the key, and a request still on its way will be refused by it. */
export type LookupResult = ChargeResult | { readonly outcome: "unknown" };

export interface RefundRequest {
  /** The caller's idempotency key for this refund. */
  readonly key: string;
  /** The key that the charge was made under. */
  readonly chargeKey: string;
  /** Minor units, at most what was captured. */
  readonly amount: number;
}

/** The gateway could not be reached, or broke off: whether it did anything is not known. */
export class GatewayNoAnswerError extends Error {
  override readonly name = "GatewayNoAnswerError";
}

/** The gateway does not take this currency; nothing was charged. */
export class CurrencyNotSupportedError extends Error {
  override readonly name = "CurrencyNotSupportedError";
}

/** The gateway refused the refund this time; the money is still captured. */
export class RefundFailedError extends Error {
  override readonly name = "RefundFailedError";
}

/**
 * A payment service provider. Every adapter passes the conformance suite in
 * `gateway-conformance.ts`.
 */
export interface PaymentGateway {
  /** Stored with each payment, such as `simulated`. */
  readonly name: string;
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  /**
   * Takes the money, once for each key.
   *
   * @throws {GatewayNoAnswerError} when the outcome is not known; `lookUp` tells later.
   * @throws {CurrencyNotSupportedError} before anything is charged.
   */
  charge(request: ChargeRequest, signal: AbortSignal): Promise<ChargeResult>;
  /**
   * What became of the charge under this key. An `unknown` is final: a charge under the key that
   * arrives afterwards is refused.
   *
   * @throws {GatewayNoAnswerError}
   */
  lookUp(key: string, signal: AbortSignal): Promise<LookupResult>;
  /**
   * Gives the money back, once for each key.
   *
   * @throws {GatewayNoAnswerError}
   * @throws {RefundFailedError}
   */
  refund(request: RefundRequest, signal: AbortSignal): Promise<void>;
}
