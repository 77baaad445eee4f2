import type { Page } from "playwright-core";
import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import { takenOver } from "../taken-over.ts";

const PHONE = { width: 390, height: 844 };
const HOUR_MS = 3_600_000;
/** All but the one that runs first. */
const SCRIPTS = /\/assets\/(?!early-).*\.js$/;

/** Keeps the page's own scripts back, as a slow connection does. @returns what lets them in */
async function holdScripts(page: Page): Promise<() => void> {
  let letIn = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  await page.route(SCRIPTS, async (route) => {
    await isOpen;
    await route.continue();
  });
  return letIn;
}

test("what is pressed and typed before the page's scripts are there is answered, and lasts", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({
    ticketTypes: { Regular: { price: 1_000, maxPerReservation: 2 }, VIP: { price: 5_000 } },
  });
  const page = await openPage({ width: 390, height: 844 });
  const letScriptsIn = await holdScripts(page);
  await page.goto(`/events/${event.slug}`, { waitUntil: "commit" });
  const more = page.getByRole("button", { name: "One more: Regular" });
  for (let press = 0; press < 2; press++) await more.click();
  await page.getByRole("button", { name: "One fewer: Regular" }).click();
  await more.click();
  await page.getByRole("button", { name: "One more: VIP" }).click();
  await page.getByLabel("E-mail").fill("ada@example.com");
  const order = async (): Promise<string[]> => page.locator("#order output").allInnerTexts();
  expect(await order()).toEqual(["2", "1", "€70.00"]);
  await page.getByText("3 tickets").last().waitFor();
  expect(await more.getAttribute("aria-disabled")).toBe("true");
  expect(await page.getByText("Live", { exact: true }).count()).toBe(0);

  letScriptsIn();
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByText("At most 2 per order").waitFor();
  expect(await order()).toEqual(["2", "1", "€70.00"]);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("email");
  expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
});

test("an order that is sent before the page's scripts are there stays as it is, and is made when they are", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage({ width: 390, height: 844 });
  const letScriptsIn = await holdScripts(page);
  await page.goto(`/events/${event.slug}`, { waitUntil: "commit" });
  const more = page.getByRole("button", { name: "One more: Regular" });
  await more.click();
  await page.getByLabel("E-mail").fill("ada@example.com");
  const reserve = page.getByRole("button", { name: "Reserve", exact: true });
  await reserve.click();
  expect(await reserve.getAttribute("aria-busy")).toBe("true");
  await more.click();
  expect(await page.locator("#order output").first().innerText()).toBe("1");
  letScriptsIn();
  await page.waitForURL(/\/reservations\//);
  const { items } = await stage.organizer.organizer.reservations.list.query({ eventId: event.id });
  expect(items.map((item) => item.items.map(({ quantity }) => quantity))).toEqual([[1]]);
});

test("an order that is sent early is not made smaller without a word", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 4 } } });
  const page = await openPage(PHONE);
  const letScriptsIn = await holdScripts(page);
  await page.goto(`/events/${event.slug}`, { waitUntil: "commit" });
  await page.getByRole("button", { name: "One more: Regular" }).click({ clickCount: 3 });
  await page.getByLabel("E-mail").fill("ada@example.com");
  await stage.reserve(event, { Regular: 2 });
  // The page learns of it before its scripts take over, as from a stream that was quicker.
  await page.evaluate(() => {
    const data = document.querySelector("#stampede-data");
    if (data) data.textContent = data.textContent.replace('"available":4', '"available":2');
  });
  await page.getByRole("button", { name: "Reserve", exact: true }).click();
  letScriptsIn();
  await takenOver(page);
  await page.getByText("Only 2 left").first().waitFor();
  expect(await page.locator("#order output").first().innerText()).toBe("2");
  const { items } = await stage.organizer.organizer.reservations.list.query({ eventId: event.id });
  expect(items).toHaveLength(1);
});

test("what the tab remembers is neither erased nor added to by what is pressed early", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const { id: eventId, ticketTypes } = event;
  const sent = {
    order: {
      eventId,
      items: [{ ticketTypeId: ticketTypes[0]?.id, quantity: 2 }],
      customer: { email: "ada@example.com" },
      idempotencyKey: crypto.randomUUID(),
    },
    sentAtMs: Date.now() - HOUR_MS,
  };
  const page = await openPage(PHONE);
  await page.addInitScript(([key, value]) => sessionStorage.setItem(key, value), [
    `stampede.order.${eventId}`,
    JSON.stringify(sent),
  ] as const);
  const letScriptsIn = await holdScripts(page);
  await page.goto(`/events/${event.slug}`, { waitUntil: "commit" });
  await page.getByRole("button", { name: "One more: Regular" }).click();
  await page.getByLabel("E-mail").click();
  letScriptsIn();
  await takenOver(page);
  expect(await page.locator("#order output").first().innerText()).toBe("1");
  expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
});

test("the way to the tickets is gone at once, and not again", async ({ stage, openPage }) => {
  const event = await stage.publish({ description: "Long. ".repeat(500) });
  const page = await openPage(PHONE);
  const letScriptsIn = await holdScripts(page);
  await page.goto(`/events/${event.slug}`, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Choose tickets" }).click();
  const isAtTickets = (): Promise<boolean | undefined> =>
    page.evaluate(() => document.activeElement?.matches("#order h2"));
  expect(await isAtTickets()).toBe(true);
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  letScriptsIn();
  await takenOver(page);
  expect(await isAtTickets()).toBe(true);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("a page whose scripts do not come says so, and is whole after a reload", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage({ ...PHONE, locale: "pl" });
  allowProblems(page, /^(request|console|error): /);
  await page.route(SCRIPTS, (route) => route.abort());
  await page.goto(`/events/${event.slug}`);
  await page.getByRole("alert").getByText("Część tej strony nie dotarła").waitFor();
  await page.unroute(SCRIPTS);
  await page.getByRole("button", { name: "Odśwież" }).click();
  await page.getByText("Na żywo", { exact: true }).waitFor();
});
