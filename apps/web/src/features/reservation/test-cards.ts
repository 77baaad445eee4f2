import type { Texts } from "../../texts/catalogs.ts";

/** The cards of the simulated gateway: each payment token with the last digits shown for it. */
export const TEST_CARDS = [
  { token: "card_ok", digits: "1001" },
  { token: "card_error", digits: "2002" },
  { token: "payment_error", digits: "2013" },
  { token: "slow_5", digits: "3005" },
  { token: "timeout_charged", digits: "4014" },
  { token: "timeout_not_charged", digits: "4025" },
  { token: "late_success", digits: "5036" },
  { token: "refund_error", digits: "6047" },
] as const satisfies readonly TestCard[];

/** A card to try an outcome with. */
export interface TestCard {
  readonly token: keyof Texts<"reservation">["payment"]["cards"];
  readonly digits: string;
}

/** For an order without a price, which is charged to no card. */
export const NO_CARD = "none";
