import type { Page } from "playwright-core";
import { expect } from "vitest";

import { expectAccessible } from "../accessible.ts";
import { test } from "../fixtures.ts";
import { type Event, type Stage, setPrice } from "../stage.ts";
import {
  beforeOrder,
  choose,
  expectReserved,
  more,
  reserveButton,
  waitForTheLast,
} from "./ordering.ts";

/** Minor units; tickets cost 4 900 at first. */
const DEARER = 6_000;

/** Has an open page ask for the event anew: the stream tells it of a ticket type that it does not know. */
async function learnOfChange(stage: Stage, page: Page, event: Event): Promise<void> {
  await stage.organizer.organizer.ticketTypes.create.mutate({
    eventId: event.id,
    name: "Balcony",
    capacity: 1,
    price: { amount: DEARER, currency: "EUR" },
  });
  await more(page, "Balcony").waitFor();
}

test("a price that has changed is said before the order goes out", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const page = await openPage();
  await choose(page, event, 2);
  await setPrice(stage, event, DEARER);
  // Another ticket type is told of by the stream, and the page asks for the event anew.
  await learnOfChange(stage, page, event);
  await reserveButton(page).click();
  await page.getByRole("alert").getByText("2 tickets for €120.00").waitFor();
  await reserveButton(page).click();
  await expectReserved(stage, page, { Regular: 2 });
  await page.getByRole("button", { name: "Pay €120.00" }).waitFor();
  expect(await page.getByText("The price changed").count()).toBe(0);
});

test("a price that changes while the order is on its way is said before it is paid", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage();
  await choose(page, event, 2);
  await beforeOrder(page, () => setPrice(stage, event, DEARER));
  await reserveButton(page).click();
  await page.getByText("it was €98.00, and is €120.00 now").waitFor();
  await expectAccessible(page);
  await page.reload();
  await page.getByText("it was €98.00, and is €120.00 now").waitFor();
  // Whoever goes back sees the new one.
  await page.goBack();
  await page.getByText("€60.00").first().waitFor();
});

test("an order that goes out by itself, later and dearer, says so before it is paid", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 1 } } });
  const page = await openPage();
  const giveBack = await waitForTheLast(stage, page, event);
  await setPrice(stage, event, DEARER);
  // The page learns of the price, and the buyer may be elsewhere.
  await learnOfChange(stage, page, event);
  await giveBack();
  await page.getByText("it was €49.00, and is €60.00 now").waitFor();
});
