import type { HttpBindings } from "@hono/node-server";
import { openDatabase } from "@stampede/db/client";
import { createAvailabilityReader } from "@stampede/domain/inventory/availability-reader";
import { createLog } from "@stampede/service/log";
import { openProxy } from "@stampede/testing/fault-proxy";
import { waitFor } from "@stampede/testing/wait-for";
import { Hono } from "hono";
import { BlockList } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createRateLimits } from "../../src/rate-limits.ts";
import { createSitemaps } from "../../src/site/for-crawlers.ts";
import { readSite } from "../../src/site/read-site.ts";
import { createSite } from "../../src/site/site.ts";
import { startTestApi } from "../test-api.ts";
import { createSiteDirectory, get, makeEvent, SCRIPT, startSiteApi } from "./site-fixture.ts";

const READS_PER_WINDOW = 5_000;
const log = createLog({ app: "api", level: "silent" });

test("while the database is out of reach a page says to come again, and is there all the same", async () => {
  await using api = await startTestApi();
  const { slug } = await makeEvent(api);
  await using proxy = await openProxy(api.databaseUrl);
  await using cut = await startSiteApi({ DATABASE_URL: proxy.url });
  expect((await get(cut, `/events/${slug}`)).status).toBe(200);
  proxy.freeze();
  const startedAt = performance.now();
  for (const path of [`/events/${slug}`, "/", "/sitemap.xml", `/covers/${slug}.png`]) {
    const { status, headers, text } = await get(cut, path);
    expect([path, status]).toEqual([path, 503]);
    expect(headers).toMatchObject({ "retry-after": "2", "cache-control": "no-store" });
    expect(text).toContain('<script type="module" src="/assets/main-Ab3_x.js">');
  }
  expect(performance.now() - startedAt).toBeLessThan(9_000);
  expect((await get(cut, "/organizer")).status).toBe(200);
  expect((await get(cut, "/assets/main-Ab3_x.js")).status).toBe(200);
}, 30_000);

test("who asks without end is told to wait, and costs the database nothing more", async () => {
  await using directory = await createSiteDirectory();
  await using api = await startTestApi();
  const db = openDatabase({ connectionString: api.databaseUrl, applicationName: "test" });
  const rateLimits = createRateLimits(undefined, log);
  const site = await readSite(directory.path, log);
  if (site === undefined) throw new Error("there is a site");
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>().get(
    "*",
    createSite({
      site,
      domain: { db, availabilityReader: createAvailabilityReader(db) },
      publicUrl: undefined,
      rateLimits,
      trustedProxies: new BlockList(),
      log,
    }),
  );
  const ask = async (path: string) => app.request(path, {}, {});
  expect((await ask("/")).status).toBe(200);
  for (let taken = 1; taken < READS_PER_WINDOW; taken++) await rateLimits.take("read", "unknown");
  await db.close();
  for (const path of ["/", "/events/x", "/sitemap.xml", "/covers/x.png"]) {
    const { status, headers } = await ask(path);
    expect([path, status]).toEqual([path, 429]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect((await ask("/assets/main-Ab3_x.js")).status).toBe(200);
});

test("more events than fit into one sitemap are told in several, which an index leads to", async () => {
  await using api = await startTestApi();
  const slugs: string[] = [];
  for (const startsAt of ["2090", "2091", "2092", "2093", "2094"]) {
    const { slug } = await makeEvent(api, { startsAt: `${startsAt}-01-01T18:00:00.000Z` });
    slugs.push(slug);
  }
  const db = openDatabase({ connectionString: api.databaseUrl, applicationName: "test" });
  const sitemaps = createSitemaps({ db }, 2);
  const locationsOf = async (path: string): Promise<string[]> => {
    const text = (await (await sitemaps(path, "https://x"))?.text()) ?? "";
    return [...text.matchAll(/<loc>https:\/\/x\/([^<]*)<\/loc>/g)].map(
      ([, location = ""]) => location,
    );
  };
  const names = ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"];
  expect(await locationsOf("/sitemap.xml")).toEqual(names);
  const told = await Promise.all(names.map((name) => locationsOf(`/${name}`)));
  expect(told.flat().filter((location) => location !== "")).toEqual(
    slugs.map((slug) => `events/${slug}`),
  );
  for (const path of ["/sitemap-4.xml", "/sitemap-0.xml", "/sitemap-1e9.xml", "/sitemap-.xml"]) {
    expect(await sitemaps(path, "https://x")).toBeUndefined();
  }
  await db.close();
});

test("compressed forms that the build made are sent as they are, and have no address", async () => {
  await using directory = await createSiteDirectory();
  const made = gzipSync(SCRIPT, { level: 1 });
  await directory.replace({ "assets/main-Ab3_x.js.gz": made });
  await using api = await startTestApi({ SITE_DIRECTORY: directory.path });
  const { bytes } = await get(api, "/assets/main-Ab3_x.js", { "accept-encoding": "gzip" });
  expect(bytes.equals(made)).toBe(true);
  expect((await get(api, "/assets/main-Ab3_x.js.gz")).status).toBe(404);
});

test("a site that is not ours is not served, and the API answers", async () => {
  await using directory = await createSiteDirectory();
  await directory.replace({ "index.html": "<html><body></body></html>" });
  await using api = await startTestApi({ SITE_DIRECTORY: directory.path });
  expect(JSON.parse((await get(api, "/")).text)).toMatchObject({ name: "Stampede" });
  expect(api.logged()).toContain("the site cannot be used");
});

test("in development another build is served at once, and open pages are told", async () => {
  await using directory = await createSiteDirectory();
  const api = await startTestApi({ SITE_DIRECTORY: directory.path, SITE_RELOADS: "on" });
  expect((await get(api, "/")).text).toContain('src="/site-reload.js"');
  expect((await get(api, "/site-reload.js")).headers["content-type"]).toMatch(/^text\/javascript/);
  const response = await fetch(`${api.url}/site-reload`);
  const told = new Set<string>();
  const decoder = new TextDecoder();
  const read = (async () => {
    for await (const chunk of response.body ?? []) told.add(decoder.decode(chunk));
  })();
  await waitFor(() => told.size === 1);
  await directory.replace({ "assets/new-Ab3_x.js": "2" });
  await waitFor(() => told.size === 2);
  expect((await get(api, "/assets/new-Ab3_x.js")).text).toBe("2");
  const startedAt = performance.now();
  await api[Symbol.asyncDispose]();
  await read;
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
