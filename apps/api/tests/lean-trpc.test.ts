import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileInputs } from "./hostile.ts";
import { render } from "./markers.ts";
import { credentialOf, PROCEDURES } from "./procedures.ts";
import { inputSchemaOf, kindOf, PROCEDURE_PATHS } from "./router-procedures.ts";
import { createWorld, startTestApi, type TestApi, type World } from "./test-api.ts";

const CALLS_AT_ONCE = 10;
/** tRPC knows this header and gives nothing for its value, but the lean path leaves it alone. */
const STOCK = { "trpc-accept": "application/json" };
/** What differs between two effects, or two instants, of one kind. */
const VOLATILE = /^(id|.+Id|code|slug|accessToken|.+At|asOf|serverNow|at|.+Key)$/;

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await createWorld(api, { capacity: 1_000 });
});
afterAll(() => api[Symbol.asyncDispose]());

const calls = PROCEDURE_PATHS.filter((path) => kindOf(path) !== "subscription");
const credentials = (path: string, of: World) => {
  const found = PROCEDURES[path];
  return found === undefined ? {} : credentialOf(found, of);
};

// A crowd's reads of availability are answered before either handler, with headers of their own.
test.each(calls.filter((path) => path !== "events.availability"))(
  "%s succeeds as on the stock handler",
  async (path) => {
    for (const isBatch of [false, true]) {
      const first = await createWorld(api);
      const second = kindOf(path) === "query" ? first : await createWorld(api);
      const lean = await succeed(path, isBatch, first, {});
      expect(lean.status).toBe(200);
      expect(lean).toEqual(await succeed(path, isBatch, second, STOCK));
    }
  },
);

describe.each(calls)("%s", (path) => {
  test("is refused as it is on the stock handler, whatever is sent", async () => {
    const inputs = hostileInputs(inputSchemaOf(path))
      .filter(({ mustFail }) => mustFail)
      .map(({ name, input }) => ({ name, input: JSON.parse(render(input, { ...world })) }));
    for (let start = 0; start < inputs.length; start += CALLS_AT_ONCE) {
      const group = inputs.slice(start, start + CALLS_AT_ONCE);
      await Promise.all(
        group.map(async ({ name, input }, index) => {
          const headers = index % 3 === 0 ? {} : credentials(path, world);
          const sent = { path, input, isBatch: index % 2 === 0, headers };
          const lean = await send(sent);
          const stock = await send({ ...sent, headers: { ...headers, ...STOCK } });
          expect({ name, ...lean }).toEqual({ name, ...stock });
        }),
      );
    }
  });
});

test.each([
  ["bad JSON", "reservations.create", "", "{"],
  ["no body", "reservations.create", "", ""],
  ["a list for a batch", "reservations.create", "?batch=1", "[]"],
  ["what is no UTF-8", "reservations.create", "", Buffer.from([0x22, 0xff, 0x22])],
  ["a body too large", "reservations.create", "", `"${"x".repeat(70_000)}"`],
  ["a batch with gaps", "reservations.cancel,reservations.cancel", "?batch=1", '{"1":{}}'],
  ["a mixed batch", "reservations.create,events.list", "?batch=1", "{}"],
  ["an unknown procedure", "reservations.nope", "", "{}"],
  ["too many calls", Array.from({ length: 11 }, () => "reservations.pay").join(), "?batch=1", "{}"],
])("%s is answered as on the stock handler", async (_, path, query, body) => {
  const lean = await post(`/trpc/${path}${query}`, body, {});
  const stock = await post(`/trpc/${path}${query}`, body, STOCK);
  expect(lean.status).toBeGreaterThanOrEqual(400);
  expect(lean).toEqual(stock);
});

test("a call is logged and counted as any request is", async () => {
  const path = "/trpc/reservations.cancel";
  await post(path, "{}", { "x-request-id": "of-the-lean-path" });
  await post(path, "{}", { "x-request-id": "of-the-stock-path", ...STOCK });
  const lines = ["of-the-lean-path", "of-the-stock-path"].map((id) => {
    const line =
      api
        .logged()
        .split("\n")
        .find((text) => text.includes(id)) ?? "{}";
    return { ...JSON.parse(line), time: "", requestId: "", durationMs: 0 };
  });
  expect(lines[0]).toMatchObject({ msg: "request", method: "POST", path, status: 400 });
  expect(lines[0]).toEqual(lines[1]);
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  const counted = metrics.split("\n").filter((line) => line.startsWith("http_requests_total{"));
  const refused = counted.filter((line) => line.includes('method="POST",status="400"'));
  expect(refused).toHaveLength(1);
  expect(refused[0]).toContain('route="/trpc/*"');
});

async function succeed(
  path: string,
  isBatch: boolean,
  own: World,
  handler: Record<string, string>,
): Promise<Seen> {
  const input = await PROCEDURES[path]?.input(own, api);
  return send({ path, input, isBatch, headers: { ...credentials(path, own), ...handler } });
}

interface Sent {
  readonly path: string;
  readonly input: unknown;
  readonly isBatch: boolean;
  readonly headers: Record<string, string>;
}

function send({ path, input, isBatch, headers }: Sent): Promise<Seen> {
  const json = JSON.stringify(isBatch ? { 0: input } : input);
  const query = isBatch ? "?batch=1" : "";
  if (kindOf(path) === "mutation") return post(`/trpc/${path}${query}`, json, headers);
  const separator = isBatch ? "&" : "?";
  const target = `/trpc/${path}${query}${separator}input=${encodeURIComponent(json)}`;
  return exchange("GET", target, undefined, headers);
}

const post = (target: string, body: string | Buffer, headers: Record<string, string>) =>
  exchange("POST", target, body, {
    "x-request-id": "the-same",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  });

/** A reply as it came over the wire, without what two replies never share. */
interface Seen {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function exchange(
  method: string,
  target: string,
  body: string | Buffer | undefined,
  headers: Record<string, string>,
): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<Seen>();
  const options = { method, headers: { "x-request-id": "the-same", ...headers } };
  const sending = request(api.url + target, options, (reply) => {
    reply.setEncoding("utf8");
    let text = "";
    reply.on("data", (chunk: string) => (text += chunk));
    reply.on("end", () => {
      const { date: _, "content-length": length, ...rest } = reply.headers;
      // Node itself refuses what is too long, without one.
      if (length !== undefined) expect(length).toBe(String(Buffer.byteLength(text)));
      resolve({ status: reply.statusCode, headers: rest, body: withoutVolatile(text) });
    });
    reply.on("error", reject);
  });
  sending.on("error", reject);
  sending.end(body);
  return promise;
}

function withoutVolatile(text: string): string {
  if (text === "") return text;
  return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    VOLATILE.test(key) && typeof value === "string" ? key : value,
  );
}
