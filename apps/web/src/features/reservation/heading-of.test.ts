import { expect, test } from "vitest";

import { texts as english } from "../../texts/en/reservation.ts";
import { texts as polish } from "../../texts/pl/reservation.ts";
import { headingOf } from "./heading-of.ts";

const INSTANT = "2026-11-14T20:15:00.000Z";
const EVENT = { status: "published" } as const;
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
      Object.values(
        headingOf({ reservation: order(amount), event: EVENT, phase }, texts, locale),
      ).join(" ");
    expect(words(0)).not.toMatch(ofMoney);
    expect(words(4_900)).toMatch(ofMoney);
  }
});

test.each(["held", "paid", "expired", "cancelled"] as const)(
  "tickets of a cancelled event are not said to be of use, or given back (%s)",
  (phase) => {
    const titleOf = (status: "published" | "cancelled") =>
      headingOf({ reservation: order(4_900), event: { status }, phase }, english, "en").title;
    expect(titleOf("cancelled")).toBe(english.cancelledEvent.title);
    expect(titleOf("published")).toBe(english[phase].title);
  },
);
