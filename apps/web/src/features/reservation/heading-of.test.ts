import { expect, test } from "vitest";

import { texts as english } from "../../texts/en/reservation.ts";
import { texts as polish } from "../../texts/pl/reservation.ts";
import { headingOf } from "./heading-of.ts";

const INSTANT = "2026-11-14T20:15:00.000Z";
const order = (amount: number) => ({
  total: { amount, currency: "EUR" as const },
  expiresAt: INSTANT,
  serverNow: INSTANT,
});

test.each([
  ["en", english, /card|money|paid|€/u],
  ["pl", polish, /kart|pienią|zwr|€/iu],
] as const)("a refund of nothing tells of no money (%s)", (locale, texts, ofMoney) => {
  for (const phase of ["refunding", "refunded"] as const) {
    const words = (amount: number) =>
      Object.values(headingOf(order(amount), phase, texts, locale)).join(" ");
    expect(words(0)).not.toMatch(ofMoney);
    expect(words(4_900)).toMatch(ofMoney);
  }
});
