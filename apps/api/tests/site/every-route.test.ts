import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentialOf, PROCEDURES } from "../procedures.ts";
import { leakIn } from "../leaks.ts";
import { createWorld, type TestApi, type World } from "../test-api.ts";
import { get, startSiteApi } from "./site-fixture.ts";

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startSiteApi();
  world = await createWorld(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const query = (input: unknown): string => `input=${encodeURIComponent(JSON.stringify(input))}`;
const PROGRAM = { accept: "application/json" };
const STOCK = { "trpc-accept": "application/json" };
/** Whoever may read it: a cache may keep the one kind for a while, and none of the other. */
type Reader = "everybody" | "one person";

/** Every kind of route and of answer there is, with its status. */
const ROUTES: [
  name: string,
  reader: Reader,
  status: number,
  path: () => string,
  headers: object,
][] = [
  ["a query", "one person", 200, () => "/trpc/events.list", {}],
  ["a query of tRPC's own handler", "one person", 200, () => "/trpc/events.list", STOCK],
  [
    "a reservation",
    "one person",
    200,
    () => `/trpc/reservations.get?${query({ reservationId: world.reservationId })}`,
    {},
  ],
  ["what is refused", "one person", 400, () => "/trpc/events.get", {}],
  ["what is refused by tRPC's own handler", "one person", 400, () => "/trpc/events.get", STOCK],
  ["no procedure", "one person", 404, () => "/trpc/nope", {}],
  ["an address that is none", "one person", 400, () => "/trpc/%E0%A4%A", {}],
  [
    "availability",
    "everybody",
    200,
    () => `/trpc/events.availability?${query({ eventId: world.eventId })}`,
    {},
  ],
  ["a session", "one person", 200, () => "/api/auth/get-session", {}],
  ["nobody's sessions", "one person", 401, () => "/api/auth/list-sessions", {}],
  ["no way to sign in", "one person", 404, () => "/api/auth/sign-up/email", {}],
  [
    "tickets of what is not paid",
    "one person",
    404,
    () => `/documents/reservations/${world.reservationId}/tickets.pdf`,
    {},
  ],
  ["life", "one person", 200, () => "/healthz", {}],
  ["readiness", "one person", 200, () => "/readyz", {}],
  ["metrics", "one person", 200, () => "/metrics", {}],
  ["the home page", "everybody", 200, () => "/", {}],
  ["an event's page", "everybody", 200, () => `/events/${world.slug}`, {}],
  ["a reservation's page", "one person", 200, () => `/reservations/${world.reservationId}`, {}],
  ["an organizer's page", "one person", 200, () => "/organizer", {}],
  ["no page", "everybody", 404, () => "/nowhere", {}],
  ["no page, for a program", "one person", 404, () => "/nowhere", PROGRAM],
  ["a file", "everybody", 200, () => "/assets/main-Ab3_x.js", {}],
  ["robots.txt", "everybody", 200, () => "/robots.txt", {}],
  ["the sitemap", "everybody", 200, () => "/sitemap.xml", {}],
];

describe.each(ROUTES)("the reply for %s", (_, reader, status, pathOf, headers) => {
  test("says how it may be used", async () => {
    const credentials = credentialOf({ access: "token", input: () => ({}) }, world);
    const reply = await get(api, pathOf(), { ...credentials, ...headers });
    expect(reply.status).toBe(status);
    expect(reply.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": "max-age=15552000",
      "x-request-id": expect.stringMatching(/^[\w-]+$/),
    });
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
    const policy = reply.headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|script-src [^;]*(data|blob):/);
    const isPage = reply.headers["content-type"]?.startsWith("text/html") === true;
    if (isPage) expect(inlineScripts(reply.text)).toEqual([]);
    if (reader === "one person")
      expect(reply.headers["cache-control"]).toMatch(/^(private, )?no-store$/);
  });
});

test("a stream says how it may be used", async () => {
  const response = await fetch(
    `${api.url}/trpc/events.watchAvailability?${query({ eventId: world.eventId })}`,
  );
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "no-cache, no-transform",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  await response.body?.cancel();
});

const HOSTILE_SEGMENTS = [
  "%00",
  "%0d%0aSet-Cookie:%20a=b",
  "__proto__",
  "constructor",
  "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  "'%20OR%201=1%20--",
  "%F0%9F%8E%9F",
  "%E2%80%AEevil",
  "..%2F..%2Fetc%2Fpasswd",
  "%ff%fe",
  "%",
  "x".repeat(5_000),
  "{{7*7}}",
];

test.each(["/events/", "/reservations/", "/organizer/events/", "/covers/", "/assets/", "/"])(
  "below %s no address fails, leaks, or is written into a page as it is",
  async (folder) => {
    for (const segment of HOSTILE_SEGMENTS) {
      for (const search of ["", `?q=${segment}`, `?locale=${segment}`]) {
        const { status, text, headers } = await get(api, folder + segment + search, {
          cookie: `theme=${segment}; locale=${segment}`,
          "accept-language": `${segment},*;q=${segment}`,
        });
        expect([segment, status < 500]).toEqual([segment, true]);
        expect([segment, headers["set-cookie"]]).toEqual([segment, undefined]);
        expect(text).not.toContain("<script>alert(1)");
        expect(inlineScripts(text)).toEqual([]);
        if (status >= 400) expect([segment, leakIn(text)]).toEqual([segment, undefined]);
      }
    }
  },
);

test("what an organizer writes is text in a page, and no markup", async () => {
  const created = PROCEDURES["organizer.events.create"];
  if (created === undefined) throw new Error("no such procedure");
  const name = `</script>" onload="1"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const input = { ...Object(created.input(world, api)), name, description: name };
  const headers = credentialOf(created, world);
  const reply = await api.call("organizer.events.create", { input, headers });
  const { id, slug } = JSON.parse(reply.text).result.data;
  await api.call("organizer.events.publish", { input: { eventId: id }, headers });
  const page = await get(api, `/events/${slug}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain("alert(1)");
  expect(page.text).not.toMatch(/<img src=x|<script>alert/);
  expect(inlineScripts(page.text)).toEqual([]);
});

/** Scripts that stand in a page itself, and handlers; data that no browser runs is neither. */
function inlineScripts(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>/gi)].map(
    ([, attributes = ""]) => attributes,
  );
  const run = scripts.filter(
    (attributes) =>
      !/\bsrc=/.test(attributes) && !/type="application\/(ld\+)?json"/.test(attributes),
  );
  const withoutValues = html.replaceAll(/="[^"]*"/g, '=""');
  return [...run, ...(withoutValues.match(/<[a-z]+\b[^>]*\son[a-z]+=/gi) ?? [])];
}
