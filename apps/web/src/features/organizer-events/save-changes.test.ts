import { expect, test } from "vitest";

import type { EventInput } from "./event-values.ts";
import { saveChanges } from "./save-changes.ts";
import { SaveError } from "./save-error.ts";
import { SAVED_EVENT, SAVED_TICKET_TYPE } from "./saved-event.fixture.ts";

const { price: PRICE } = SAVED_TICKET_TYPE;

const input = (slug: string, amount: number): EventInput => {
  const { id: _id, status: _status, organizer: _organizer, ...fields } = SAVED_EVENT;
  const { id: _type, ...type } = SAVED_TICKET_TYPE;
  return { ...fields, slug, ticketTypes: [{ ...type, price: { amount, currency: "EUR" } }] };
};

test("what is saved before a refusal is what the next save begins with", async () => {
  const sent: object[] = [];
  const calls = {
    change: async (change: object) => void sent.push(change),
    add: () => Promise.reject(new Error("nothing is added")),
    update: () => Promise.reject(new Error("another event has this address")),
  };
  let base = SAVED_EVENT;
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
  expect(base).toEqual(SAVED_EVENT);
});
