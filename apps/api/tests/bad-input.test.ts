import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChangedRows, watchRows } from "./changed-rows.ts";
import { type FuzzCase, requestOf } from "./fuzz/fuzz-case.ts";
import { judge, type Verdict } from "./fuzz/judge.ts";
import { CUT_OFF, send } from "./fuzz/send.ts";
import { hostileInputs, validInput } from "./hostile.ts";
import { known } from "./markers.ts";
import { inputSchemaOf, kindOf, PROCEDURE_PATHS } from "./router-procedures.ts";
import { createWorld, ORGANIZER_KEY, startTestApi, type TestApi } from "./test-api.ts";

const CALLS_AT_ONCE = 10;
/** What is too large is refused before it is read, or cut off. */
const TOO_LONG = new Set([CUT_OFF, 413, 431]);

let api: TestApi;
let changedRows: ChangedRows;
let agent: Agent;
beforeAll(async () => {
  api = await startTestApi({ HOLD_SECONDS: "86400" });
  changedRows = await watchRows(api);
  agent = new Agent({ keepAlive: true, maxSockets: CALLS_AT_ONCE });
});
afterAll(async () => {
  agent.destroy();
  await api[Symbol.asyncDispose]();
});

describe.each(PROCEDURE_PATHS)("%s", (path) => {
  /** Sends inputs a few at a time, and gives what each came to. */
  const ask = async (inputs: readonly unknown[], callsAtOnce = CALLS_AT_ONCE) => {
    const world = { ...(await createWorld(api)), organizerKey: ORGANIZER_KEY };
    await changedRows.take();
    const outcomes: (Verdict & { status: number })[] = [];
    for (let start = 0; start < inputs.length; start += callsAtOnce) {
      const group = inputs.slice(start, start + callsAtOnce).map(async (input) => {
        const fresh = { freshKey: randomUUID(), freshSlug: `event-${randomUUID()}` };
        const wire = requestOf(path, caseOf(input), { ...world, ...fresh });
        const reply = await send(api.url, wire, agent);
        return { ...judge(path, reply, []), status: reply.status };
      });
      outcomes.push(...(await Promise.all(group)));
    }
    return outcomes;
  };

  test("refuses what its schema forbids in every place, changes no row, and tells nothing of its inside", async () => {
    const inputs = hostileInputs(inputSchemaOf(path)).filter(({ mustFail }) => mustFail);
    expect(inputs.length).toBeGreaterThan(10);
    const replies = await ask(inputs.map(({ input }) => input));
    expect(await changedRows.take()).toEqual([]);
    for (const [index, { outcome, problem, status }] of replies.entries()) {
      const name = inputs[index]?.name;
      expect([name, problem]).toEqual([name, undefined]);
      if (TOO_LONG.has(status)) continue;
      expect([name, outcome]).toEqual([name, "INVALID_INPUT"]);
      if (kindOf(path) !== "subscription") expect([name, status]).toEqual([name, 400]);
    }
    // Without this all of them may have been refused for one and the same mistake.
    const [sound] = await ask([validInput(inputSchemaOf(path))]);
    expect(sound?.outcome).not.toBe("INVALID_INPUT");
  });

  test("never fails on anything that its schema may let through", async () => {
    const inputs = hostileInputs(inputSchemaOf(path)).filter(({ mustFail }) => !mustFail);
    // Changes of one and the same thing would wait for each other, on a busy machine for too long.
    const callsAtOnce = kindOf(path) === "mutation" ? 1 : CALLS_AT_ONCE;
    const replies = await ask(
      inputs.map(({ input }) => input),
      callsAtOnce,
    );
    for (const [index, { problem }] of replies.entries()) {
      const name = inputs[index]?.name;
      expect([name, problem]).toEqual([name, undefined]);
    }
  });
});

const caseOf = (input: unknown): FuzzCase => ({
  input,
  credentials: { authorization: known("accessToken"), "x-api-key": known("organizerKey") },
  fault: { kind: "none" },
  isStock: false,
});
