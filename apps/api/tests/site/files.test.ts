import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../test-api.ts";
import { get, makeEvent, SCRIPT, SECRET, startSiteApi } from "./site-fixture.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startSiteApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const plain = (bytes: Buffer): Buffer => bytes;

test("a file with a hash in its name is kept for good, and any other for an hour", async () => {
  const hashed = await get(api, "/assets/main-Ab3_x.js");
  expect(hashed.status).toBe(200);
  expect(hashed.text).toBe(SCRIPT);
  expect(hashed.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  const icon = await get(api, "/favicon.svg");
  expect(icon.headers["cache-control"]).toBe("public, max-age=3600");
  expect(icon.headers["content-type"]).toMatch(/^image\/svg\+xml/);
});

test.each([
  ["gzip, deflate, br", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["br;q=0, gzip;q=0.5", "gzip", gunzipSync],
  ["identity", undefined, plain],
  ["zstd", undefined, plain],
])("to %j files and pages go as %s", async (accepted, encoding, decode) => {
  const { slug } = await makeEvent(api);
  const headers = { "accept-encoding": accepted };
  const script = await get(api, "/assets/main-Ab3_x.js", headers);
  expect(script.headers["content-encoding"]).toBe(encoding);
  expect(decode(script.bytes).toString()).toBe(SCRIPT);
  expect(script.headers["content-length"]).toBe(String(script.bytes.length));
  const page = await get(api, `/events/${slug}`, headers);
  expect(page.headers["content-encoding"]).toBe(encoding);
  expect(decode(page.bytes).toString()).toMatch(/^<!doctype html>[^]*<\/html>\s*$/);
});

test("what is too small to gain by it is not compressed", async () => {
  const { headers } = await get(api, "/assets/tiny-Ab3_x.js", { "accept-encoding": "br" });
  expect(headers["content-encoding"]).toBeUndefined();
});

test("a file is not sent again to who has it", async () => {
  const { headers } = await get(api, "/assets/main-Ab3_x.js");
  const known = { "if-none-match": headers.etag, "accept-encoding": "br" };
  const again = await get(api, "/assets/main-Ab3_x.js", known);
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
  expect(again.headers["cache-control"]).toContain("immutable");
});

test.each([
  "/assets/nope.js",
  "/assets/",
  "/assets",
  "/index.html",
  "/.vite/manifest.json",
  "/.env",
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/assets/..%5c..%5csecret.txt",
  "/assets/%252e%252e/%252e%252e/secret.txt",
  "//etc/passwd",
  "/assets/main-Ab3_x.js%00.txt",
  "/assets/main-Ab3_x.js/",
  "/__proto__",
  "/constructor",
])("nothing but the site's own files is served: %s", async (path) => {
  const { status, text } = await get(api, path);
  expect([path, status]).toEqual([path, 404]);
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain("root:");
});

test("an address that is none is refused", async () => {
  const { status, text } = await get(api, "/..\\secret.txt");
  expect([status, text.includes(SECRET)]).toEqual([400, false]);
});

test("robots are told where to look, and where not to", async () => {
  const { headers, text } = await get(api, "/robots.txt");
  expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(text.split("\n")).toEqual([
    "User-agent: *",
    "Disallow: /organizer",
    "Disallow: /reservations",
    "",
    `Sitemap: ${api.url}/sitemap.xml`,
    "",
  ]);
});

test("the sitemap has the published events that are not over, and no others", async () => {
  const upcoming = await makeEvent(api, { name: "Mapped" });
  const draft = await makeEvent(api, { name: "Unmapped", isDraft: true });
  const past = await makeEvent(api, { name: "Past", startsAt: "2001-01-01T00:00:00.000Z" });
  const { status, headers, text } = await get(api, "/sitemap.xml");
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("application/xml; charset=utf-8");
  expect(text).toContain(`<loc>${api.url}/events/${upcoming.slug}</loc>`);
  expect(text).not.toContain(draft.slug);
  expect(text).not.toContain(`/events/${past.slug}<`);
  expect((await get(api, "/sitemap-2.xml")).status).toBe(404);
});

test("an event has a picture, the same each time", async () => {
  const { slug } = await makeEvent(api);
  const first = await get(api, `/covers/${slug}.png`);
  expect(first.status).toBe(200);
  expect(first.headers["content-type"]).toBe("image/png");
  expect(first.bytes.readUInt32BE(16)).toBe(1_200);
  expect(first.bytes.readUInt32BE(20)).toBe(630);
  expect((await get(api, `/covers/${slug}.png`)).bytes.equals(first.bytes)).toBe(true);
  expect((await get(api, "/covers/none.png")).status).toBe(404);
});

test("without a built site the API sells all the same, and says once that there are no pages", async () => {
  await using bare = await startTestApi({ SITE_DIRECTORY: "/nonexistent/site" });
  const { slug } = await makeEvent(bare);
  const root = await get(bare, "/", { accept: "text/html" });
  expect(JSON.parse(root.text)).toMatchObject({ name: "Stampede", api: "/trpc" });
  expect((await get(bare, `/events/${slug}`)).status).toBe(404);
  expect((await get(bare, "/readyz")).status).toBe(200);
  expect(bare.logged().match(/no site is built/g)).toHaveLength(1);
});
