import type { Page } from "playwright-core";
import { expect } from "vitest";

import { allowProblems } from "../problems.ts";
import type { Event, Held, Stage } from "../stage.ts";

/** The replies that refuse on purpose. */
export const REFUSED = /reply: 4\d\d POST \/trpc\/reservations.create/;
/** The button that adds a ticket of a type. */
export const more = (page: Page, name = "Regular") =>
  page.getByRole("button", { name: `One more: ${name}` });
/** The button that sends the order. */
export const reserveButton = (page: Page) =>
  page.getByRole("button", { name: "Reserve", exact: true });

/** Opens an event, and chooses so many tickets for a buyer. */
export async function choose(page: Page, event: Event, count: number, email = "ada@example.com") {
  await page.goto(`/events/${event.slug}`);
  for (let press = 0; press < count; press++) await more(page).click();
  await page.getByLabel("E-mail").fill(email);
}

/** Does something between the press of the button and the order's arrival: others are quicker. */
export async function beforeOrder(page: Page, act: () => Promise<void>): Promise<void> {
  await page.route(
    /reservations\.create/,
    async (route) => {
      await act();
      await route.continue();
    },
    { times: 1 },
  );
}

/** Waits for the page of a reservation, which must hold these tickets by their types. */
export async function expectReserved(
  stage: Stage,
  page: Page,
  quantities: Record<string, number>,
): Promise<void> {
  await page.waitForURL(/\/reservations\//);
  const { id, token } = await page.evaluate(() => {
    const reservationId = location.pathname.split("/").at(-1) ?? "";
    const kept = sessionStorage.getItem(`stampede.token.${reservationId}`);
    return { id: reservationId, token: kept ?? "" };
  });
  const reservation = await stage.buyer.withReservation(token).get.query({ reservationId: id });
  expect(reservation.status).toBe("held");
  const items = reservation.items.map(({ name, quantity }) => [name, quantity] as const);
  expect(Object.fromEntries(items)).toEqual(quantities);
}

/**
 * Sends an order for the last ticket, which somebody else is given on the way, and has it wait.
 *
 * @returns gives that ticket back
 */
export async function waitForTheLast(
  stage: Stage,
  page: Page,
  event: Event,
): Promise<() => Promise<void>> {
  allowProblems(page, REFUSED);
  await choose(page, event, 1);
  let others: Held | undefined;
  await beforeOrder(page, async () => {
    others = await stage.reserve(event, { Regular: 1 });
  });
  await reserveButton(page).click();
  await page.getByRole("button", { name: "Try again then" }).click();
  await page.getByText("Waiting for Regular").waitFor();
  return async () => {
    if (others === undefined) throw new Error("nobody was quicker");
    await stage.giveBack(others);
  };
}
