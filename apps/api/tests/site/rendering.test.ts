import { afterAll, beforeAll, expect, test } from "vitest";
import { FIGURES_MS } from "../../src/site/page-contents.ts";
import { newReservation, startTestApi, type TestApi } from "../test-api.ts";
import {
  createSiteDirectory,
  get,
  makeEvent,
  PRERENDER,
  type SiteDirectory,
  UNRENDERED,
} from "./site-fixture.ts";

const CROWD = 100;
const ORDERS = 40;

let directory: SiteDirectory;
let api: TestApi;
beforeAll(async () => {
  directory = await createSiteDirectory();
  await directory.replace({ ".prerender/prerender-Ab3_x.js": PRERENDER });
  api = await startTestApi({ SITE_DIRECTORY: directory.path });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const renderingIn = (text: string): string | undefined => /data-rendering="(\d+)"/.exec(text)?.[1];

/** In so much time there are no more renderings of a page in one language and theme. */
const renderingsMax = (startedAt: number): number =>
  Math.floor((performance.now() - startedAt) / FIGURES_MS) + 2;

test("a crowd shares a page's rendering, by whatever address it reaches the site", async () => {
  const { slug } = await makeEvent(api);
  const startedAt = performance.now();
  const replies = await Promise.all(
    Array.from({ length: CROWD }, (_, index) =>
      get(api, `/events/${slug}`, { host: `name-${index}.example` }),
    ),
  );
  const renderings = new Set(replies.map(({ text }) => renderingIn(text)));
  expect(renderings.has(undefined)).toBe(false);
  expect(renderings.size).toBeLessThanOrEqual(renderingsMax(startedAt));
  expect(replies[1]?.text).toContain(`href="http://name-1.example/events/${slug}"`);
});

test("a page whose figures change with every order is rendered a few times in a second", async () => {
  const { id, slug, ticketTypes } = await makeEvent(api, {
    ticketTypes: [{ name: "Regular", price: { amount: 100, currency: "EUR" }, capacity: 1_000 }],
  });
  const startedAt = performance.now();
  const renderings = new Set<string | undefined>();
  for (let order = 0; order < ORDERS; order++) {
    const input = newReservation(id, ticketTypes[0]?.id ?? "");
    expect((await api.call("reservations.create", { input })).status).toBe(200);
    renderings.add(renderingIn((await get(api, `/events/${slug}`)).text));
  }
  expect(renderings.has(undefined)).toBe(false);
  expect(renderings.size).toBeLessThanOrEqual(renderingsMax(startedAt));
});

test("each language and theme is rendered for itself", async () => {
  const { slug } = await makeEvent(api);
  const looks = ["locale=en", "locale=pl", "locale=pl; theme=dark"];
  const replies = await Promise.all(looks.map((cookie) => get(api, `/events/${slug}`, { cookie })));
  expect(replies.map(({ text }) => /data-look="([^"]*)"/.exec(text)?.[1])).toEqual([
    "en system",
    "pl system",
    "pl dark",
  ]);
});

test("an event that cannot be rendered has its summary, and the log says why", async () => {
  const { slug } = await makeEvent(api, { name: UNRENDERED });
  const { status, text } = await get(api, `/events/${slug}`);
  expect(status).toBe(200);
  expect(text).toContain(`<h1>${UNRENDERED}</h1>`);
  expect(renderingIn(text)).toBeUndefined();
  expect(api.logged()).toContain("a page cannot be rendered");
});

test("what renders pages may be broken, and the site is served with summaries", async () => {
  await using other = await createSiteDirectory();
  await other.replace({ ".prerender/prerender-Cd4_y.js": "export const nothing = 1;" });
  await using bare = await startTestApi({ SITE_DIRECTORY: other.path });
  const { slug } = await makeEvent(bare, { name: "Plain" });
  expect((await get(bare, `/events/${slug}`)).text).toContain("<h1>Plain</h1>");
  expect(bare.logged()).toContain("no page can be rendered");
});
