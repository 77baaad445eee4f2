import { expect, test } from "vitest";

import type { EventInput, OrganizerEvent } from "./event-values.ts";
import { saveChanges } from "./save-changes.ts";
import { SaveError } from "./save-error.ts";

const PRICE = { amount: 1_999, currency: "EUR" as const };
const ticketType = {
  id: "t",
  name: "Regular",
  description: "",
  price: PRICE,
  capacity: 100,
  maxPerReservation: 10,
  salesStartAt: null,
  salesEndAt: null,
};
const before: OrganizerEvent = {
  id: "e",
  slug: "paper-boats",
  name: "Paper Boats",
  description: "",
  startsAt: "2027-06-12T17:00:00.000Z",
  endsAt: null,
  timezone: "Europe/Warsaw",
  venue: null,
  status: "published",
  organizer: { name: "Demo", slug: "demo" },
  ticketTypes: [ticketType],
};

const input = (slug: string, amount: number): EventInput => {
  const { id: _id, status: _status, organizer: _organizer, ...fields } = before;
  const { id: _type, ...type } = ticketType;
  return { ...fields, slug, ticketTypes: [{ ...type, price: { amount, currency: "EUR" } }] };
};

test("what is saved before a refusal is what the next save begins with", async () => {
  const sent: object[] = [];
  const calls = {
    change: async (change: object) => void sent.push(change),
    add: () => Promise.reject(new Error("nothing is added")),
    update: () => Promise.reject(new Error("another event has this address")),
  };
  let base = before;
  const save = (after: EventInput) =>
    saveChanges(calls, base, {
      after,
      ticketTypeIds: ["t"],
      onAdded: () => undefined,
      onStep: (next) => {
        base = next;
      },
    });

  await expect(save(input("taken", 3_000))).rejects.toThrow(SaveError);
  expect(base.ticketTypes[0]?.price.amount).toBe(3_000);
  // Back to what it was before is a change now.
  await save(input("paper-boats", PRICE.amount));
  expect(sent).toEqual([
    { ticketTypeId: "t", price: { amount: 3_000, currency: "EUR" } },
    { ticketTypeId: "t", price: PRICE },
  ]);
  expect(base).toEqual(before);
});
