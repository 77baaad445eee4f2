/* oxlint-disable no-underscore-dangle -- tRPC keeps what a router is made of there */
import { inspect } from "node:util";
import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerLean } from "./answer-lean.ts";
import type { LeanRequest } from "./lean-options.ts";
import { createTestRouter } from "./test-router.ts";

const RUNS = 4_000;
/** As text, because two streams are never equal. */
const DEEP = { depth: 10 };
const SETUPS = ["plain", "transformer", "broken formatter"] as const;
const routers = Object.fromEntries(SETUPS.map((setup) => [setup, createTestRouter(setup)]));
const procedures = Object.keys(createTestRouter("plain")._def.procedures);
const single = [...procedures, "later.echo", "nope", "constructor", "__proto__", "toString", ""];
const batches = [
  "echo,echo",
  "echo,throws,CONFLICT",
  "CONFLICT,CONFLICT",
  "find,missing",
  "echo,find",
  "echo,nope",
  "echo,watch",
  "stream,echo,big",
  "echo,",
  Array.from({ length: 10 }, () => "echo").join(","),
  Array.from({ length: 11 }, () => "echo").join(","),
];
const odd = [
  "%65cho",
  "echo%2Cthrows",
  "echo/",
  "/echo",
  "a/b",
  "%E0%A4%A",
  "ECHO",
  "echo#x",
  "écho",
];
const json = encodeURIComponent('{"a":1}');
const queries = [
  "",
  "?",
  "?batch=1",
  "?batch=0",
  "?batch=%31",
  "?batch=1&batch=1",
  "?other=1",
  "?input",
  `?input=${json}`,
  `?input=${json}&input=2`,
  "?input=",
  "?input=%7B",
  "?input=%",
  "?input={}",
  "?input=%22a+b%22",
  "?input=%22%C3%28%22",
  "?input=%EF%BB%BF%7B%7D",
  "?input=null",
  `?batch=1&input=${encodeURIComponent('{"0":{"a":1},"2":{"a":3}}')}`,
  "?batch=1&input=[1]",
  `?connectionParams=${json}`,
  "?batch=1&connectionParams=x",
  "?lastEventId=4",
];
const bodies = [
  undefined,
  "",
  " ",
  "null",
  "0",
  '""',
  "[]",
  "{}",
  "{",
  '{"a":1}',
  '{"a":"1"}',
  '{"a":1,"b":2}',
  '{"wrapped":{"a":1}}',
  '{"0":{"a":1}}',
  '{"0":{"a":1},"2":{"a":2},"3":null}',
  '{"1":{"a":1}}',
  '{"0":{"wrapped":{"a":1}},"1":{"wrapped":{"a":"x"}}}',
  '{"__proto__":{"a":1}}',
  '{"a":1,"__proto__":{"b":1}}',
  '{"0":{"__proto__":{"a":1}},"__proto__":{"1":{"a":1}}}',
  '{"a":"żółć 🎟️ \\ud800"}',
  '\ufeff{"a":1}',
  `{"a":"${"x".repeat(100_000)}"}`,
  "[".repeat(20_000),
  '{"length":2,"0":{"a":1}}',
];
const contentTypes = [
  "application/json",
  "application/json; charset=utf-8",
  "Application/JSON ",
  "text/plain",
  undefined,
  "application/jsonl",
  "application/octet-stream",
  "application/x-www-form-urlencoded",
];
const accepts: Record<string, string>[] = [
  {},
  { accept: "*/*" },
  { accept: "application/json" },
  { accept: "text/html, application/jsonl" },
  { "trpc-accept": "application/jsonl" },
  { "trpc-accept": "application/json" },
];

interface Sent {
  readonly setup: (typeof SETUPS)[number];
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string | undefined;
  readonly contentType: string | undefined;
  readonly accept: Record<string, string>;
  /** What the server's own functions do. */
  readonly server: "quiet" | "headers" | "no context" | "failing onError";
}

const ordinary: Sent = {
  setup: "plain",
  method: "POST",
  path: "echo",
  query: "",
  body: '{"a":1}',
  contentType: "application/json",
  accept: {},
  server: "quiet",
};

test("answers whatever is sent as the stock handler does", { timeout: 120_000 }, async () => {
  const sent = fc.record({
    setup: fc.constantFrom(...SETUPS),
    method: fc.constantFrom("POST", "POST", "POST", "GET", "GET", "HEAD", "PUT", "OPTIONS"),
    path: fc.constantFrom(...single, ...batches, ...batches, ...odd),
    query: fc.constantFrom(...queries, "", "?batch=1", "?batch=1"),
    body: fc.constantFrom(...bodies),
    contentType: fc.constantFrom("application/json", "application/json", ...contentTypes),
    accept: fc.constantFrom({}, {}, {}, ...accepts),
    server: fc.constantFrom(
      "quiet" as const,
      "headers" as const,
      "no context" as const,
      "failing onError" as const,
    ),
  });
  await fc.assert(fc.asyncProperty(sent, expectAlike), { numRuns: RUNS });
});

describe.each(SETUPS)("with a %s", (setup) => {
  test.each([...single, ...batches, ...odd])(
    "answers %j alike, whatever the body",
    async (path) => {
      for (const body of bodies) {
        await expectAlike({ ...ordinary, setup, path, body });
        await expectAlike({ ...ordinary, setup, path, body, query: "?batch=1", server: "headers" });
      }
    },
  );

  test.each(queries)("answers a GET with %j alike", async (query) => {
    for (const path of ["find", "missing", "find,find", "echo"]) {
      await expectAlike({ ...ordinary, setup, method: "GET", path, query, body: undefined });
    }
  });
});

test.each([
  ["a mutation", {}],
  ["a batch of one", { query: "?batch=1" }],
  ["a batch of ten", { query: "?batch=1", path: batches.at(-2) ?? "" }],
  ["a charset", { contentType: "application/json; charset=utf-8" }],
  ["a query", { method: "GET", path: "find", query: `?input=${json}`, contentType: undefined }],
  ["a batched query", { method: "GET", path: "find,missing", query: "?batch=1&input=%7B%7D" }],
])("takes the lean path for %s", (_, changes) => {
  const { lean } = handlersOf({ ...ordinary, ...changes });
  expect(lean()).toBeInstanceOf(Promise);
});

test.each([
  ["a subscription", { method: "GET", path: "watch" }],
  ["an unknown procedure", { path: "nope" }],
  ["another kind's method", { path: "find" }],
  ["eleven calls", { query: "?batch=1", path: batches.at(-1) ?? "" }],
  ["a stream", { query: "?batch=1", accept: { "trpc-accept": "application/jsonl" } }],
  ["connection parameters", { query: `?connectionParams=${json}` }],
])("leaves %s to the stock handler", (_, changes) => {
  const { lean } = handlersOf({ ...ordinary, ...changes });
  expect(lean()).toBeUndefined();
});

test("a client that leaves aborts the procedure's signal", async () => {
  const leave = new AbortController();
  leave.abort();
  const { lean } = handlersOf({ ...ordinary, path: "where" }, leave.signal);
  expect(await (await lean())?.json()).toMatchObject({
    result: { data: { aborted: true } },
  });
});

test("a lazy router is taken once it is loaded", async () => {
  const sent: Sent = { ...ordinary, path: "later.echo" };
  routers["plain"] = createTestRouter("plain");
  expect(handlersOf(sent).lean()).toBeUndefined();
  expect((await handlersOf(sent).stock()).status).toBe(200);
  expect((await handlersOf(sent).lean())?.status).toBe(200);
});

async function expectAlike(sent: Sent): Promise<void> {
  const stock = handlersOf(sent);
  const expected = await observe(stock.stock, stock.told);
  const own = handlersOf(sent);
  const actual = await observe(() => own.lean() ?? own.stock(), own.told);
  expect({ sent, ...actual }).toEqual({ sent, ...expected });
}

/** All that can be seen of a reply, from both ends. */
async function observe(answer: () => Promise<Response>, told: unknown[]) {
  try {
    const response = await answer();
    const { status, headers } = response;
    return {
      status,
      headers: [...headers],
      bytes: await response.text(),
      told: inspect(told, DEEP),
    };
  } catch (error) {
    return { error: String(error), told: inspect(told, DEEP) };
  }
}

/** Both handlers for one request; each is given a request of its own. */
function handlersOf(sent: Sent, signal?: AbortSignal) {
  const { setup, method, path, query, body, contentType, accept, server } = sent;
  const router = routers[setup];
  if (router === undefined) throw new Error(setup);
  const req = new Request(`http://localhost:3000/trpc/${path}${query}`, {
    method,
    headers: { ...(contentType === undefined ? {} : { "content-type": contentType }), ...accept },
    ...(method === "GET" || method === "HEAD" || body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  });
  const told: unknown[] = [];
  const options = {
    endpoint: "/trpc",
    router,
    maxBatchSize: 10,
    createContext() {
      if (server === "no context") throw new TRPCError({ code: "UNAUTHORIZED" });
      return { user: "somebody" };
    },
    responseMeta({ ctx, data, errors, paths, type, eagerGeneration }: Meta) {
      told.push({ ctx, data, codes: errors.map(({ code }) => code), paths, type, eagerGeneration });
      const headers = new Headers({ "retry-after": "1", "x-paths": String(paths?.length) });
      return server === "headers" ? { headers, ...(errors.length > 0 ? { status: 418 } : {}) } : {};
    },
    onError({ error, path: of, input, ctx, type }: Failed) {
      // The other calls of the batch then go on without anybody waiting for what they tell.
      if (server === "failing onError" && of !== undefined) throw new Error("onError failed");
      const { code, message } = error;
      told.push({ code, message, path: of, input, ctx, type });
    },
  };
  const lean = (): Promise<Response> | undefined =>
    answerLean(options, asLeanRequest(req))?.then(
      ({ body: text, ...init }) => new Response(text, init),
    );
  return { told, lean, stock: () => fetchRequestHandler({ ...options, req }) };
}

function asLeanRequest(request: Request): LeanRequest {
  const { method, url, headers, signal } = request;
  return {
    method,
    target: url.slice(url.indexOf("/trpc/")),
    header: (name) => headers.get(name) ?? undefined,
    peer: undefined,
    signal,
    readJson: () => request.json(),
  };
}

type Options = Parameters<typeof answerLean>[0];
type Meta = Parameters<Options["responseMeta"]>[0];
type Failed = Parameters<Options["onError"]>[0];
