import { query } from "@stampede/testing/query";
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { expectAccessible } from "../accessible.ts";
import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import type { Held, Stage } from "../stage.ts";

const PHONE = { width: 390, height: 844 };
/** The worker releases what is due within seconds. */
const EXPIRED_MS_MAX = 20_000;
const HOURS_MS = 7 * 3_600_000;
/** A page that is looked at asks at least as often. */
const ASKED_WITHIN_MS = 30_000;

/** Lets a hold end so many seconds from now. */
async function leave({ databaseUrl }: Stage, held: Held, seconds: number): Promise<void> {
  const text = `UPDATE reservations
    SET expires_at = clock_timestamp() + make_interval(secs => $2) WHERE id = $1`;
  await query(databaseUrl, text, [held.reservation.id, seconds]);
}

/** What a page is told when its tab is come back to. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
}

test("shows the order, its price and its code, in both themes and without moving", async ({
  stage,
  openPage,
}) => {
  const ticketTypes = { Regular: {}, VIP: { price: 12_050 } };
  const event = await stage.publish({ name: "Night of the Lighthouses", ticketTypes });
  const held = await stage.reserve(event, { Regular: 2, VIP: 1 });
  const page = await openPage(PHONE);
  await page.goto(held.path);
  await page.getByRole("heading", { level: 1, name: "Pay to keep your tickets" }).waitFor();
  const order = page.getByRole("region", { name: "Your order" });
  const text = (await order.innerText()).replaceAll(/\s+/g, " ");
  expect(text).toContain("2 × Regular €49.00 each €98.00");
  expect(text).toContain("1 × VIP €120.50");
  expect(text).toContain("Total €218.50");
  expect(text).toContain(held.reservation.code);
  expect(text).toContain("Ada Nowak");
  await page.getByRole("button", { name: "Pay €218.50" }).waitFor();
  await page.getByRole("link", { name: event.name }).waitFor();
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
});

test("a countdown is right on a clock that is hours off, and goes on after a reload", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const pages = await Promise.all(
    [HOURS_MS, -HOURS_MS].map(async (offMs) => {
      const page = await openPage();
      await page.addInitScript((off) => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + off;
      }, offMs);
      return page;
    }),
  );
  for (const seconds of [700, 400]) {
    await leave(stage, held, seconds);
    const looks = pages.map(async (page) => {
      await (seconds === 700 ? page.goto(held.path) : page.reload());
      const [minutes, rest] = (await page.getByRole("timer").first().innerText()).split(":");
      const shown = Number(minutes) * 60 + Number(rest);
      expect(shown).toBeLessThanOrEqual(seconds);
      expect(shown).toBeGreaterThan(seconds - 60);
    });
    await Promise.all(looks);
  }
});

test("the last five minutes, the last one and the end are said aloud", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  const announced = page.getByRole("status");
  await leave(stage, held, 200);
  await page.goto(held.path);
  await page.getByRole("timer").first().waitFor();
  expect(await announced.filter({ hasText: /minutes? left/ }).count()).toBe(0);
  await leave(stage, held, 301);
  await lookAgain(page);
  await announced.filter({ hasText: "5 minutes left." }).waitFor({ state: "attached" });
  await leave(stage, held, 61);
  await lookAgain(page);
  await announced.filter({ hasText: "1 minute left." }).waitFor({ state: "attached" });
  await leave(stage, held, 1);
  await lookAgain(page);
  await announced.filter({ hasText: /asking what has become|back on sale/ }).waitFor();
});

test("a hold runs out on screen, and the way leads back to the event", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 1 });
  const page = await openPage(PHONE);
  await page.goto(held.path);
  await page.getByRole("button", { name: "Pay €49.00" }).waitFor();
  await leave(stage, held, 2);
  await lookAgain(page);
  await page
    .getByRole("heading", { level: 1, name: "The time ran out" })
    .waitFor({ timeout: EXPIRED_MS_MAX });
  expect(await page.getByRole("button", { name: /Pay/ }).count()).toBe(0);
  const back = page.getByRole("link", { name: "Back to the event" });
  expect(await back.getAttribute("href")).toBe(`/events/${event.slug}`);
});

test("tickets are given back only after a word about it, by keyboard alone", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 1 });
  const page = await openPage();
  await page.goto(held.path);
  const giveBack = page.getByRole("button", { name: "Give the tickets back" });
  await giveBack.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Give these tickets back?" });
  await dialog.getByText("They go on sale again at once").waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect((await stage.read(held)).status).toBe("held");
  expect(await giveBack.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Give them back" }).focus();
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "These tickets were given back" });
  await heading.waitFor();
  await page.locator("h1:focus").waitFor();
  expect((await stage.read(held)).status).toBe("cancelled");
  await page.getByRole("link", { name: "Back to the event" }).waitFor();
});

test("what happened elsewhere is there when the page is looked at again", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  await page.goto(held.path);
  await page.getByRole("button", { name: "Pay €49.00" }).waitFor();
  await stage.pay(held);
  await lookAgain(page);
  await page.getByRole("heading", { level: 1, name: "Your tickets", exact: true }).waitFor();
  await page.getByText("What happened when").click();
  await page.getByText("Paid, tickets issued").waitFor();
});

test("what happened elsewhere comes by itself, while tickets are held and after", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  await page.clock.install();
  await page.goto(held.path);
  await page.getByRole("button", { name: "Pay €49.00" }).waitFor();
  await stage.pay(held);
  await page.clock.runFor(ASKED_WITHIN_MS);
  await page.getByRole("heading", { level: 1, name: "Your tickets", exact: true }).waitFor();
  await stage.refund(held);
  await page.clock.runFor(ASKED_WITHIN_MS);
  await page.getByRole("heading", { level: 1, name: /Your money/ }).waitFor();
});

test("a link asks for all of its page at once", async ({ stage, openPage }) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  const scripts = new Set<string>();
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.add(new URL(request.url()).pathname);
  });
  const reply = await page.goto(held.path);
  const html = (await reply?.text()) ?? "";
  await page.getByRole("button", { name: "Pay €49.00" }).waitFor();
  expect(scripts.size).toBeGreaterThan(3);
  expect([...scripts].filter((path) => !html.includes(`"${path}"`))).toEqual([]);
});

test("the link can be copied, keeps working in the tab, and a broken one says what to do", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(held.path);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByText("The link was copied.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(stage.url + held.path);
  // The tab remembers the token that the address no longer has.
  await page.goto("/");
  await page.goto(held.path.replace(/#.*/, ""));
  await page.getByRole("heading", { level: 1, name: "Pay to keep your tickets" }).waitFor();

  const other = await openPage(PHONE);
  await other.goto(held.path.replace(/#.*/, ""));
  await other.getByRole("heading", { level: 1, name: "This link is not complete" }).waitFor();
  allowProblems(other, /reply: 40[14] GET \/trpc\/reservations.get/);
  for (const wrong of ["#abcd.tooshort", held.path.replace(/.*(#.{5}).{10}/, "$1zzzzzzzzzz")]) {
    await other.goto(held.path.replace(/#.*/, wrong));
    await other.getByRole("heading", { level: 1, name: /does not open/ }).waitFor();
  }
  await expectAccessible(other);
  allowProblems(page, /reply: 401 GET \/trpc\/reservations.get/);
  // What was opened before in a tab is not lost by a link that is broken.
  await page.goto(held.path.replace(/#.*/, "#abcd.tooshort"));
  await page.getByRole("heading", { level: 1, name: /does not open/ }).waitFor();
  await page.goto(held.path.replace(/#.*/, ""));
  await page.getByRole("heading", { level: 1, name: "Pay to keep your tickets" }).waitFor();
  // The right link in the same tab opens it after all.
  await other.goto(held.path);
  await other.getByRole("heading", { level: 1, name: "Pay to keep your tickets" }).waitFor();
});

test("an event that was cancelled takes no payment, and says so", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 1 });
  const page = await openPage();
  await page.goto(held.path);
  await page.getByRole("button", { name: "Pay €49.00" }).waitFor();
  await stage.organizer.organizer.events.cancel.mutate({ eventId: event.id });
  // The event is wound up meanwhile, so the reservation may be closed by now.
  allowProblems(page, /reply: (412|409) POST \/trpc\/reservations.pay/);
  await page.getByRole("button", { name: "Pay €49.00" }).click();
  await page.getByText("This event was cancelled").first().waitFor();
  expect(await page.getByRole("button", { name: /Pay/ }).count()).toBe(0);
});

test("an event that is cancelled takes its reservations along, and the page says why", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 1 });
  const page = await openPage();
  await page.clock.install();
  await page.goto(held.path);
  await page.getByRole("button", { name: "Pay €49.00" }).waitFor();
  await stage.organizer.organizer.events.cancel.mutate({ eventId: event.id });
  await expect.poll(async () => (await stage.read(held)).status).toBe("cancelled");
  await page.clock.runFor(ASKED_WITHIN_MS);
  await page.getByRole("heading", { level: 1, name: "This event was cancelled" }).waitFor();
});

test("the page is there in Polish", async ({ stage, openPage }) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 5 });
  const page = await openPage({ ...PHONE, locale: "pl" });
  await page.goto(held.path);
  await page.getByRole("button", { name: /Zapłać 245,00\s€/ }).waitFor();
  await page.getByText("5 biletów").waitFor();
});
