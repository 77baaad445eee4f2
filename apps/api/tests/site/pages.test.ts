import { waitFor } from "@stampede/testing/wait-for";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApi } from "../test-api.ts";
import { AS_ORGANIZER, get, makeEvent, startSiteApi } from "./site-fixture.ts";

const BASE = "https://tickets.example";
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
  "media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

let api: TestApi;
beforeAll(async () => {
  api = await startSiteApi({ PUBLIC_URL: `${BASE}/` });
});
afterAll(() => api[Symbol.asyncDispose]());

/** The text of an element that holds JSON. */
function jsonIn(text: string, attributes: string): unknown {
  const [, rest = ""] = text.split(`<script ${attributes}>`);
  return JSON.parse(rest.split("</script>")[0] ?? "");
}

const JSON_LD = 'type="application/ld+json"';
const DATA = 'type="application/json" id="stampede-data"';
const offersShape = z.object({
  offers: z.array(z.record(z.string(), z.unknown())),
  eventStatus: z.string(),
});

describe("an event's page", () => {
  test("tells crawlers and readers all about it", async () => {
    const { slug, id, ticketTypes } = await makeEvent(api, {
      name: "Canal Lights",
      description: "Boats and lights.\n\nBring a coat.",
      endsAt: "2099-06-01T21:00:00.000Z",
      venue: { name: "Old Dock", address: "Quay 1", city: "Gdańsk", country: "Poland" },
      ticketTypes: [
        { name: "Regular", price: { amount: 4_950, currency: "EUR" }, capacity: 10 },
        { name: "None", price: { amount: 100, currency: "EUR" }, capacity: 0 },
        {
          name: "Late",
          price: { amount: 0, currency: "EUR" },
          capacity: 10,
          salesStartAt: "2098-01-01T00:00:00.000Z",
        },
      ],
    });
    const { status, headers, text } = await get(api, `/events/${slug}`);
    const url = `${BASE}/events/${slug}`;

    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(text).toContain('<html lang="en" data-theme="system">');
    expect(text).toContain("<title>Canal Lights, Gdańsk: tickets</title>");
    expect(text).toContain('<meta name="description" content="Boats and lights. Bring a coat." />');
    expect(text).toContain(`<link rel="canonical" href="${url}" />`);
    expect(text).toContain('<meta property="og:type" content="website" />');
    expect(text).toContain(`<meta property="og:url" content="${url}" />`);
    expect(text).toContain('<meta property="og:title" content="Canal Lights, Gdańsk: tickets" />');
    expect(text).toContain(`<meta property="og:image" content="${BASE}/covers/${slug}.png" />`);
    expect(jsonIn(text, JSON_LD)).toMatchObject({
      "@type": "Event",
      name: "Canal Lights",
      startDate: "2099-06-01T20:00:00+02:00",
      endDate: "2099-06-01T23:00:00+02:00",
      eventStatus: "https://schema.org/EventScheduled",
      location: { "@type": "Place", name: "Old Dock", address: { addressLocality: "Gdańsk" } },
      organizer: { name: expect.any(String) },
      offers: [
        { price: "49.50", priceCurrency: "EUR", availability: "https://schema.org/InStock", url },
        { price: "1.00", availability: "https://schema.org/SoldOut" },
        {
          price: "0.00",
          availability: "https://schema.org/PreOrder",
          validFrom: "2098-01-01T01:00:00+01:00",
        },
      ],
    });
    expect(text).toContain("<h1>Canal Lights</h1>");
    expect(text).toContain("<address>Old Dock, Quay 1, Gdańsk, Poland</address>");
    expect(text).toMatch(/<time datetime="2099-06-01T20:00:00\+02:00"\s*>Monday,? 1 June 2099/);
    expect(text).toContain("<li>Regular: €49.50 · On sale</li>");
    expect(jsonIn(text, DATA)).toMatchObject({
      event: { id, slug },
      availability: { eventId: id, ticketTypes: ticketTypes.map(() => ({})) },
    });
  });

  test.each([
    `</script><script>alert(1)</script>`,
    `<!-- <script> "'\`&amp; -->`,
    `\u2028\u2029 $& $1 $\` {{x}}`,
    `"><img src=x onerror=alert(1)>`,
    `]]><svg/onload=alert(1)>`,
  ])("shows a name like %j as text and nothing else", async (hostile) => {
    const name = `A ${hostile} Z`;
    const { slug } = await makeEvent(api, {
      name,
      slug: `hostile-${crypto.randomUUID().slice(0, 8)}`,
      description: hostile,
      venue: { name, address: hostile, city: hostile, country: hostile },
      ticketTypes: [{ name, price: { amount: 100, currency: "EUR" }, capacity: 1 }],
    });
    const { text } = await get(api, `/events/${slug}`);

    expect(text.match(/<script\b[^>]*>/g)).toEqual([
      `<script ${JSON_LD}>`,
      `<script ${DATA}>`,
      '<script type="module" src="/assets/main-Ab3_x.js">',
    ]);
    expect(text.match(/<\/script>/g)).toHaveLength(3);
    expect(text).not.toMatch(/<!--|<img|<svg/);
    expect(text.match(/<main\b/g)).toHaveLength(1);
    expect(jsonIn(text, JSON_LD)).toMatchObject({ name, description: hostile });
    expect(jsonIn(text, DATA)).toMatchObject({ event: { name, description: hostile } });
  });

  test("of one that is cancelled says so", async () => {
    const { id, slug } = await makeEvent(api, { name: "Called Off" });
    const cancel = { input: { eventId: id }, headers: AS_ORGANIZER };
    await api.call("organizer.events.cancel", cancel);
    const { status, text } = await get(api, `/events/${slug}`);
    expect(status).toBe(200);
    expect(text).toContain("This event was cancelled.");
    const { offers, eventStatus } = offersShape.parse(jsonIn(text, JSON_LD));
    expect(eventStatus).toBe("https://schema.org/EventCancelled");
    expect(offers[0]).toMatchObject({ availability: "https://schema.org/OutOfStock" });
  });

  test("of one without a place does not say where it is", async () => {
    const { slug } = await makeEvent(api, { name: "Somewhere", venue: null });
    const { text } = await get(api, `/events/${slug}`);
    expect(text).toContain("<title>Somewhere: tickets</title>");
    const told = jsonIn(text, JSON_LD);
    expect(told).toMatchObject({ "@type": "Event", name: "Somewhere" });
    expect(told).not.toHaveProperty("location");
    expect(told).not.toHaveProperty("eventAttendanceMode");
  });

  test("has the browser fetch at once what the page will ask for, in its language alone", async () => {
    const { slug } = await makeEvent(api);
    const { text } = await get(api, `/events/${slug}`, { cookie: "locale=pl" });
    const links = [...text.matchAll(/<link rel="(\w*preload)"[^>]*href="([^"]*)"/g)];
    expect(links.map(([, rel, href]) => `${rel} ${href}`).sort()).toEqual([
      "modulepreload /assets/event-Ab3_x.js",
      "modulepreload /assets/events-pl-Ab3_x.js",
      "modulepreload /assets/stepper-Ab3_x.js",
      "preload /assets/event-Ab3_x.css",
    ]);
  });

  test("of a draft is not there, neither by its slug nor by its id", async () => {
    const { id, slug } = await makeEvent(api, { name: "Secret Draft", isDraft: true });
    for (const path of [`/events/${slug}`, `/events/${id}`, `/covers/${slug}.png`]) {
      const { status, text } = await get(api, path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain("Secret Draft");
    }
    expect((await get(api, "/")).text).not.toContain(slug);
    expect((await get(api, "/sitemap.xml")).text).not.toContain(slug);
  });

  test("is found by its id, and says which address is the right one", async () => {
    const { id, slug } = await makeEvent(api);
    const { status, text } = await get(api, `/events/${id.toUpperCase()}/`);
    expect(status).toBe(200);
    expect(text).toContain(`<link rel="canonical" href="${BASE}/events/${slug}" />`);
  });

  test("shows a change at once", async () => {
    const { id, slug } = await makeEvent(api, { name: "Before" });
    expect((await get(api, `/events/${slug}`)).text).toContain("<h1>Before</h1>");
    const change = { input: { eventId: id, name: "After" }, headers: AS_ORGANIZER };
    await api.call("organizer.events.update", change);
    expect((await get(api, `/events/${slug}`)).text).toContain("<h1>After</h1>");
  });

  test("is not sent again to who has it, and is once something has changed", async () => {
    const { id, slug } = await makeEvent(api, { name: "Unchanged" });
    const first = await get(api, `/events/${slug}`);
    expect(first.headers).toMatchObject({
      "cache-control": "private, no-cache",
      etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
    });
    const known = { "if-none-match": first.headers.etag };
    const again = await get(api, `/events/${slug}`, known);
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    expect(again.headers.etag).toBe(first.headers.etag);
    expect(again.headers["content-security-policy"]).toBe(PAGE_POLICY);

    const inPolish = await get(api, `/events/${slug}`, { ...known, cookie: "locale=pl" });
    expect(inPolish.status).toBe(200);
    const input = { eventId: id, name: "Changed" };
    await api.call("organizer.events.update", { input, headers: AS_ORGANIZER });
    expect((await get(api, `/events/${slug}`, known)).status).toBe(200);
  });

  test("is sent again while it counts down, as soon as that has gone on", async () => {
    const { slug } = await makeEvent(api, {
      ticketTypes: [
        {
          name: "Late",
          price: { amount: 100, currency: "EUR" },
          capacity: 10,
          salesStartAt: "2098-01-01T00:00:00.000Z",
        },
      ],
    });
    const asOf = ({ text }: { readonly text: string }): unknown =>
      z.object({ availability: z.object({ asOf: z.string() }) }).parse(jsonIn(text, DATA))
        .availability.asOf;
    const first = await get(api, `/events/${slug}`);
    const known = { "if-none-match": first.headers.etag };
    await waitFor(async () => (await get(api, `/events/${slug}`, known)).status === 200);
    expect(asOf(await get(api, `/events/${slug}`))).not.toBe(asOf(first));
  });
});

describe("every page", () => {
  test("has the policy of pages, and other replies have that of programs", async () => {
    const { slug } = await makeEvent(api);
    const pages = [
      "/",
      `/events/${slug}`,
      "/events/none",
      "/nowhere",
      "/organizer",
      "/reservations/x",
    ];
    for (const path of pages) {
      const { headers } = await get(api, path);
      expect([path, headers["content-security-policy"]]).toEqual([path, PAGE_POLICY]);
      expect(headers).toMatchObject({
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": expect.stringContaining("camera=(self)"),
        vary: "Accept, Accept-Encoding, Accept-Language, Cookie",
      });
    }
    const others = [
      "/healthz",
      "/readyz",
      "/metrics",
      "/trpc/nope",
      "/api/nope",
      "/documents/nope",
      "/assets/main-Ab3_x.js",
      "/assets/nope.js",
      "/robots.txt",
    ];
    for (const path of others) {
      const { headers } = await get(api, path, { accept: "text/html" });
      expect([path, headers["content-security-policy"]]).toEqual([
        path,
        "default-src 'none'; frame-ancestors 'none'",
      ]);
      expect(headers["content-type"]).not.toContain("text/html");
    }
  });

  test("that is not there is a page with that status, in the visitor's language", async () => {
    for (const path of [
      "/nowhere",
      "/events/none",
      "/events",
      "/events/a/b",
      "/events/%00",
      "//x",
    ]) {
      const { status, text, headers } = await get(api, path, { "accept-language": "pl" });
      expect([path, status]).toEqual([path, 404]);
      expect(text).toContain('<html lang="pl"');
      expect(text).toContain("Nie znaleziono strony");
      expect(text).toContain('<meta name="robots" content="noindex" />');
      expect(headers["cache-control"]).toBe("no-store");
    }
  });

  test("of one person is kept nowhere and found by nobody", async () => {
    for (const path of ["/organizer", "/organizer/events/x/edit", "/reservations/0199"]) {
      const { status, headers, text } = await get(api, path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex" });
      expect(text).toContain('<meta name="robots" content="noindex" />');
      expect(text).toContain("<title>Stampede</title>");
    }
  });

  test("is in the language and theme that were chosen, else in what the browser asks for", async () => {
    const lookOf = async (headers: Record<string, string>): Promise<string | undefined> =>
      /<html[^>]*>/.exec((await get(api, "/", headers)).text)?.[0];
    const look = (lang: string, theme: string): string =>
      `<html lang="${lang}" data-theme="${theme}">`;
    expect(await lookOf({})).toBe(look("en", "system"));
    expect(await lookOf({ "accept-language": "de, pl-PL;q=0.8, en;q=0.5" })).toBe(
      look("pl", "system"),
    );
    expect(await lookOf({ "accept-language": "pl", cookie: "theme=dark; locale=en" })).toBe(
      look("en", "dark"),
    );
    expect(await lookOf({ cookie: 'locale="><script>; theme=" onload=x' })).toBe(
      look("en", "system"),
    );
  });

  test("goes to those who take pages; a program that asks for JSON is answered in JSON", async () => {
    const asJson = { accept: "application/json" };
    expect(JSON.parse((await get(api, "/", asJson)).text)).toMatchObject({ name: "Stampede" });
    const missing = await get(api, "/nowhere", asJson);
    expect([missing.status, missing.headers["content-type"]]).toEqual([404, "application/json"]);
    const posted = await get(api, "/", {}, "POST");
    expect([posted.status, posted.headers["content-type"]]).toEqual([404, "application/json"]);
  });

  test("answers HEAD without a body", async () => {
    const whole = await get(api, "/nowhere");
    const { status, headers, bytes } = await get(api, "/nowhere", {}, "HEAD");
    expect([status, bytes.length]).toEqual([404, 0]);
    expect(headers["content-length"]).toBe(String(whole.bytes.length));
  });
});

test("the first page says which prices an event has", async () => {
  const typesOf = (...amounts: number[]) =>
    amounts.map((amount, index) => ({
      name: `Type ${index}`,
      price: { amount, currency: "EUR" },
      capacity: 10,
    }));
  const soon = { startsAt: new Date(Date.now() + 86_400_000).toISOString() };
  await makeEvent(api, { ...soon, name: "Mixed", ticketTypes: typesOf(0, 2_500) });
  await makeEvent(api, { ...soon, name: "Gift", ticketTypes: typesOf(0, 0) });
  await makeEvent(api, { ...soon, name: "One Price", ticketTypes: typesOf(2_500) });
  const { text } = await get(api, "/");
  const lineOf = (name: string): string =>
    text.slice(text.indexOf(`>${name}<`)).split("</li>", 1)[0] ?? "";
  expect(lineOf("Mixed")).toContain("Free and paid");
  expect(lineOf("Gift")).toMatch(/· Free\s*$/);
  expect(lineOf("One Price")).toMatch(/· €25\.00\s*$/);
});

test("the first page lists what is on, with addresses and prices", async () => {
  const { slug } = await makeEvent(api, { name: "On <Now>", startsAt: "2030-02-01T18:00:00.000Z" });
  const { status, text } = await get(api, "/?search=anything");
  expect(status).toBe(200);
  expect(text).toContain(`<link rel="canonical" href="${BASE}/" />`);
  expect(text).toContain(`<a href="/events/${slug}">On &lt;Now&gt;</a>`);
  expect(text).toContain("· €49.00");
  // The clocks at the place of an event, and which those are.
  expect(text).toMatch(/19:00<\/time\s*>\s*\(Europe\/Warsaw\)/);
  expect(text).toContain(`<meta property="og:image" content="${BASE}/covers/`);
  expect((await get(api, "/", { cookie: "locale=pl" })).text).toContain("· 49,00");
});
