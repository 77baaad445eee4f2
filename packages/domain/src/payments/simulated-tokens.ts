/** Longer waits are cut to this: a person trying it out waits no longer. */
const SLOW_SECONDS_MAX = 60;
/** How long after the end of the hold `late_success` reports. */
const LATE_MS = 1_000;

/** What the simulated gateway does with a payment token. */
interface Behaviour {
  readonly outcome: "succeeded" | "declined" | "failed";
  /** How far the request gets: with an answer, into the ledger without one, or nowhere. */
  readonly reach: "answers" | "charges_only" | "never";
  /** The caller waits for the answer this long. */
  readonly delaySeconds: number;
  /** The answer comes not before this long after the hold ended; nobody waits for it. */
  readonly afterHoldMs: number | undefined;
  /** How many of its first refunds fail. */
  readonly refundFailures: number;
}

const SUCCEEDS: Behaviour = {
  outcome: "succeeded",
  reach: "answers",
  delaySeconds: 0,
  afterHoldMs: undefined,
  refundFailures: 0,
};

/** What a payment token asks the simulated gateway for; one that it does not know succeeds. */
export function behaviourOf(paymentToken: string): Behaviour {
  switch (paymentToken) {
    case "card_error":
      return { ...SUCCEEDS, outcome: "declined" };
    case "payment_error":
      return { ...SUCCEEDS, outcome: "failed" };
    case "timeout_charged":
      return { ...SUCCEEDS, reach: "charges_only" };
    case "timeout_not_charged":
      return { ...SUCCEEDS, reach: "never" };
    case "late_success":
      return { ...SUCCEEDS, afterHoldMs: LATE_MS };
    case "refund_error":
      return { ...SUCCEEDS, refundFailures: 1 };
    default: {
      const seconds = /^slow_(\d+)$/.exec(paymentToken)?.[1];
      if (seconds === undefined) return SUCCEEDS;
      return { ...SUCCEEDS, delaySeconds: Math.min(Number(seconds), SLOW_SECONDS_MAX) };
    }
  }
}
