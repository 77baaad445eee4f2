import { ACCESS_GUARDS } from "./access-guards.ts";
import { CHECK_IN_GUARDS } from "./check-in-guards.ts";
import type { Guard } from "./guard.ts";
import { MONEY_GUARDS } from "./money-guards.ts";
import { REFUND_GUARDS } from "./refund-guards.ts";
import { RELEASE_GUARDS } from "./release-guards.ts";
import { SALE_GUARDS } from "./sale-guards.ts";
import { SIGN_IN_GUARDS } from "./sign-in-guards.ts";

/** Every guard that a test must miss. */
export const GUARDS: readonly Guard[] = [
  ...SALE_GUARDS,
  ...RELEASE_GUARDS,
  ...CHECK_IN_GUARDS,
  ...MONEY_GUARDS,
  ...REFUND_GUARDS,
  ...ACCESS_GUARDS,
  ...SIGN_IN_GUARDS,
];
