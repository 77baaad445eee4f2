import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hostileInputs } from "./hostile.ts";
import { inputSchemaOf, kindOf, PROCEDURE_PATHS } from "./router-procedures.ts";
import { createWorld, ORGANIZER_KEY, startTestApi, type TestApi, type World } from "./test-api.ts";

const CALLS_AT_ONCE = 10;
const INSIDES = /\.ts\b|node_modules|\bat \S+ \(|SELECT |INSERT |UPDATE |violates|syntax for type/;
/** Counted before and after; the rollups count refusals, which are effects that are meant. */
const COUNT_ROWS = `
  SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM ticket_types) AS types,
         (SELECT count(*) FROM reservations) AS reservations,
         (SELECT count(*) FROM payments) AS payments, (SELECT count(*) FROM refunds) AS refunds,
         (SELECT sum(held) FROM inventory) AS held, (SELECT sum(capacity) FROM inventory) AS capacity,
         (SELECT max(updated_at) FROM events) AS updated`;

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  world = await createWorld(api, { capacity: 1_000 });
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(PROCEDURE_PATHS)("%s", (path) => {
  const send = async (inputs: readonly { name: string; input: unknown }[]) => {
    const headers = {
      "x-api-key": ORGANIZER_KEY,
      authorization: `Bearer ${world.accessToken}`,
    };
    const replies: { name: string; status: number; text: string; reason: () => string }[] = [];
    for (let start = 0; start < inputs.length; start += CALLS_AT_ONCE) {
      const group = inputs.slice(start, start + CALLS_AT_ONCE);
      replies.push(
        ...(await Promise.all(
          group.map(async ({ name, input }) => {
            const reply = await api.call(path, { input, headers });
            const { status, text } = reply;
            return { name, status, text, reason: () => reply.error().reason };
          }),
        )),
      );
    }
    return replies;
  };
  const known = () => ({
    eventId: world.eventId,
    event: world.slug,
    ticketTypeId: world.ticketTypeId,
    reservationId: world.reservationId,
    timezone: "Europe/Warsaw",
    currency: "EUR",
    cursor: null,
  });

  test("refuses what its schema forbids, changes no row, and tells nothing of its inside", async () => {
    const inputs = hostileInputs(inputSchemaOf(path), known()).filter(({ mustFail }) => mustFail);
    const before = await api.rows(COUNT_ROWS);
    for (const { name, status, text, reason } of await send(inputs)) {
      // A query's input is part of the address, and Node takes addresses of 16 KiB at most.
      if (status === 431) continue;
      // A stream has begun before its input is read, so its refusal comes inside.
      const refused = kindOf(path) === "subscription" ? 200 : 400;
      expect({ name, status, reason: reason() }).toEqual({
        name,
        status: refused,
        reason: "INVALID_INPUT",
      });
      expect(text).not.toMatch(INSIDES);
    }
    expect(await api.rows(COUNT_ROWS)).toEqual(before);
  });

  test("never fails on anything that its schema lets through", async () => {
    const inputs = hostileInputs(inputSchemaOf(path), known()).filter(({ mustFail }) => !mustFail);
    // What is valid would open a stream that never ends.
    if (kindOf(path) === "subscription") return;
    for (const { name, status, text } of await send(inputs)) {
      expect({ name, fault: status >= 500, text }).toEqual({ name, fault: false, text });
      if (status >= 400 && status !== 431) expect(text).not.toMatch(INSIDES);
    }
  });
});
