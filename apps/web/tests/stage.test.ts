import { expect } from "vitest";

import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { layoutShift } from "./layout-shift.ts";
import { allowProblems, problems } from "./problems.ts";
import { signIn } from "./sign-in.ts";

test("the home page lists an event that the API has", async ({ stage, openPage }) => {
  const event = await stage.publish({ name: "Night of the Lighthouses" });
  const page = await openPage({ width: 390, height: 844 });
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain("script-src 'self'");
  await page.getByRole("link", { name: event.name }).first().waitFor();
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
});

test("an error, a refusal and what the policy stops are noticed", async ({ openPage }) => {
  const page = await openPage();
  await page.goto("/");
  expect(problems(page)).toEqual([]);
  await page.evaluate(async () => {
    // oxlint-disable-next-line no-console -- what is to be noticed
    console.error("planted in the console");
    setTimeout(() => {
      throw new Error("planted and uncaught");
    });
    const script = document.createElement("script");
    script.textContent = "globalThis.planted = true";
    document.head.append(script);
    await fetch("/trpc/events.get?input=%7B%7D");
    await fetch("https://elsewhere.example/").catch(() => undefined);
  });
  await expect
    .poll(() => problems(page), { timeout: 5_000 })
    .toEqual(
      expect.arrayContaining([
        expect.stringContaining("console: planted in the console"),
        expect.stringContaining("error: Error: planted and uncaught"),
        expect.stringContaining("policy: script-src-elem refused inline"),
        expect.stringContaining("policy: connect-src refused https://elsewhere.example"),
        "reply: 400 GET /trpc/events.get",
      ]),
    );
  expect(await page.evaluate(() => "planted" in globalThis)).toBe(false);
  allowProblems(page, /planted/, /refused|violates/, /reply: 400 GET \/trpc\/events.get/);
});

test.fails("a problem that was not allowed fails its test", async ({ openPage }) => {
  const page = await openPage();
  await page.goto("/no/such/page");
});

test("what moves by itself is noticed", async ({ openPage }) => {
  const page = await openPage();
  await page.goto("/");
  expect((await layoutShift(page)).score).toBe(0);
  await page.evaluate(() => {
    const box = document.createElement("div");
    box.style.height = "300px";
    document.body.prepend(box);
  });
  await expect.poll(async () => (await layoutShift(page)).score).toBeGreaterThan(0);
});

test("an API that comes back serves the page that waited", async ({ stage, openPage }) => {
  const page = await openPage();
  allowProblems(page, /request: .*ERR_CONNECTION_REFUSED/);
  await stage.stopApi();
  await expect(page.goto("/")).rejects.toThrow("ERR_CONNECTION_REFUSED");
  await stage.startApi();
  expect((await page.goto("/"))?.status()).toBe(200);
});

test("an organizer who is signed in sees what is the organizer's", async ({ stage, openPage }) => {
  const page = await openPage();
  await signIn(stage, page);
  await page.goto("/organizer");
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/organizer");
});

test("what some cannot use is noticed, in the dark theme too", async ({ openPage }) => {
  const page = await openPage();
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expectAccessible(page);
  const plant = (html: string) =>
    page.evaluate((text) => {
      const place = document.querySelector("main") ?? document.body;
      place.insertAdjacentHTML("beforeend", text);
    }, html);
  await plant('<p id="planted">Read this at night.</p>');
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@media (prefers-color-scheme: dark) { #planted { color: #222; } }");
    document.adoptedStyleSheets.push(sheet);
  });
  await expect(expectAccessible(page)).rejects.toThrow(/dark theme:\ncolor-contrast/);
  await plant("<input>");
  await expect(expectAccessible(page)).rejects.toThrow(/light theme:\nlabel/);
});
