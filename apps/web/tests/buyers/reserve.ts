import { expect } from "vitest";

import { expectAccessible } from "../accessible.ts";
import { test } from "../fixtures.ts";
import { allowProblems } from "../problems.ts";
import { turnAwayOnce } from "../turn-away.ts";
import { setPrice } from "../stage.ts";
import {
  REFUSED,
  beforeOrder,
  choose,
  expectReserved,
  more,
  reserveButton,
  waitForTheLast,
} from "./ordering.ts";

test("several types are reserved at once, by keyboard alone", async ({ stage, openPage }) => {
  const event = await stage.publish({ ticketTypes: { Regular: {}, VIP: { price: 9_900 } } });
  const page = await openPage();
  await page.goto(`/events/${event.slug}`);
  await page.getByText("Live", { exact: true }).waitFor();
  const tabTo = async (label: string): Promise<void> => {
    const isThere = (): Promise<boolean> =>
      page.evaluate((wanted) => {
        const active = document.activeElement;
        const own = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : null;
        return (own ?? active?.getAttribute("aria-label") ?? active?.textContent ?? "").includes(
          wanted,
        );
      }, label);
    for (let presses = 0; presses < 30 && !(await isThere()); presses++) {
      await page.keyboard.press("Tab");
    }
    if (!(await isThere())) throw new Error(`${label} is not among what Tab reaches`);
  };
  await tabTo("One more: Regular");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await tabTo("One more: VIP");
  await page.keyboard.press("Enter");
  await page.getByText("€197.00").first().waitFor();
  await tabTo("E-mail");
  await page.keyboard.type("ada@example.com");
  await page.keyboard.press("Enter");
  await expectReserved(stage, page, { Regular: 2, VIP: 1 });

  // Back in this tab the buyer is known, and the order is done with.
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: event.name }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
  await reserveButton(page).waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
  await reserveButton(page).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/events/${event.slug}`);
});

test("what is missing is said at its field, which gets the focus", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const page = await openPage({ width: 390, height: 844 });
  await page.goto(`/events/${event.slug}`);
  await page.getByRole("button", { name: "Choose tickets" }).click();
  await more(page).click();
  await reserveButton(page).click();
  await page.getByText("Enter your e-mail address.").waitFor();
  await page.keyboard.type("ada@");
  await page.keyboard.press("Enter");
  await page.getByText("This does not look like an e-mail address").waitFor();
  await expectAccessible(page);
  await page.keyboard.type("example.com");
  // Twice: one reservation all the same.
  await reserveButton(page).dblclick();
  await expectReserved(stage, page, { Regular: 1 });
  const { items } = await stage.organizer.organizer.reservations.list.query({ eventId: event.id });
  expect(items).toHaveLength(1);
});

test("of two buyers and one last ticket one has it, and the other reads why not", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 1 } } });
  const pages = [await openPage(), await openPage()];
  for (const page of pages) {
    allowProblems(page, REFUSED);
    await choose(page, event, 1);
  }
  await Promise.all(pages.map((page) => reserveButton(page).click()));
  const won = await Promise.any(
    pages.map(async (page) => {
      await page.waitForURL(/\/reservations\//);
      return page;
    }),
  );
  await expectReserved(stage, won, { Regular: 1 });
  const lost = pages.find((page) => page !== won);
  await lost?.getByText("Some may return at").first().waitFor();
  expect(lost && new URL(lost.url()).pathname).toBe(`/events/${event.slug}`);
});

test("who asks for more than there is can take what is left", async ({ stage, openPage }) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 5 } } });
  const page = await openPage();
  allowProblems(page, REFUSED);
  await choose(page, event, 5);
  await beforeOrder(page, async () => {
    await stage.pay(await stage.reserve(event, { Regular: 3 }));
  });
  await reserveButton(page).click();
  await page.getByText("Regular: only 2 are left").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take the 2 that are left" }).click();
  await expectReserved(stage, page, { Regular: 2 });
});

test("who waits for held tickets gets them when they come back", async ({ stage, openPage }) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 1 } } });
  const page = await openPage();
  const giveBack = await waitForTheLast(stage, page, event);
  await expectAccessible(page);
  await giveBack();
  await expectReserved(stage, page, { Regular: 1 });
});

test("an order that has become smaller goes out only once its buyer has seen that", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 5 } } });
  const page = await openPage({ width: 390, height: 844 });
  await choose(page, event, 4);
  await stage.reserve(event, { Regular: 3 });
  await page.getByText("You chose 4. Only 2 can be had right now.").waitFor();
  await reserveButton(page).click();
  const asked = page.getByRole("alert").filter({ hasText: "now 2 tickets for €98.00" });
  await asked.waitFor();
  expect(await asked.evaluate((element) => element === document.activeElement)).toBe(true);
  await expectAccessible(page);
  // What it becomes afterwards is not an order of nothing.
  const rest = await stage.reserve(event, { Regular: 2 });
  await asked.waitFor({ state: "detached" });
  await stage.giveBack(rest);
  await page.getByText("Only 2 can be had right now.").waitFor();
  const orders = { eventId: event.id, status: "held" } as const;
  const { items } = await stage.organizer.organizer.reservations.list.query(orders);
  expect(items).toHaveLength(1);
  await reserveButton(page).click();
  await expectReserved(stage, page, { Regular: 2 });
});

test("a limit that has changed sets the number", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const page = await openPage();
  allowProblems(page, REFUSED);
  await choose(page, event, 4);
  const ticketTypeId = event.ticketTypes[0]?.id ?? "";
  await stage.organizer.organizer.ticketTypes.update.mutate({ ticketTypeId, maxPerReservation: 2 });
  await reserveButton(page).click();
  await page.getByText("At most 2 of Regular in one order").waitFor();
  await page.getByRole("button", { name: "Reserve 2 tickets" }).click();
  await expectReserved(stage, page, { Regular: 2 });
});

test("an order whose answer is lost is found again by a reload, and made once", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage();
  allowProblems(page, /reservations.create/, /ERR_FAILED/);
  await choose(page, event, 2);
  // It reaches the server, and its answer does not reach the page.
  await page.route(/reservations\.create/, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await reserveButton(page).click();
  await page.getByText("The connection was lost").first().waitFor();
  await expectAccessible(page);
  await page.unrouteAll({ behavior: "wait" });
  // It was made at the price that was shown, whatever it is by now.
  await setPrice(stage, event, 6_000);
  await page.reload();
  await expectReserved(stage, page, { Regular: 2 });
  await page.getByRole("button", { name: "Pay €98.00" }).waitFor();
  expect(await page.getByText("The price changed").count()).toBe(0);
  const { items } = await stage.organizer.organizer.reservations.list.query({ eventId: event.id });
  expect(items).toHaveLength(1);
});

test("an order whose answer comes while the page is being reloaded is not lost from sight", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage();
  await choose(page, event, 2);
  const answer = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  await page.route(/reservations\.create/, async (route) => {
    await answer.promise;
    await route.continue();
  });
  // The page that takes its place is under way until the old one has gone on to the reservation.
  await page.route(`**/events/${event.slug}`, async (route) => {
    answer.resolve();
    await arrived.promise;
    await route.continue();
  });
  await reserveButton(page).click();
  await page.getByText("Reserving").first().waitFor();
  const reloaded = page.reload();
  await expect.poll(() => page.url()).toContain("/reservations/");
  arrived.resolve();
  await reloaded;
  await expectReserved(stage, page, { Regular: 2 });
  const { items } = await stage.organizer.organizer.reservations.list.query({ eventId: event.id });
  expect(items).toHaveLength(1);
  // Whoever goes back from there may order anew.
  await page.getByRole("link", { name: event.name }).first().click();
  await reserveButton(page).waitFor();
});

test("who is turned away by a crowd stays in line, and is served without a press", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage();
  allowProblems(page, /503 POST \/trpc\/reservations.create/);
  await choose(page, event, 1);
  const attempts = await turnAwayOnce(page, /reservations\.create/, {
    reason: "OVERLOADED",
    seconds: 1,
  });
  await reserveButton(page).click();
  await page.getByText("Many people are buying right now").waitFor();
  await page.getByText("Next attempt in").waitFor();
  await expectReserved(stage, page, { Regular: 1 });
  expect(attempts()).toBe(2);
});
