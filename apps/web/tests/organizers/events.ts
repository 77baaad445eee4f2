import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

import { expectAccessible } from "../accessible.ts";
import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import { signInOnce } from "../sign-in-once.ts";

const PHONE = { width: 390, height: 844 };

const heading = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("heading", { name, level: 1 });
const group = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });

test("an organizer makes an event, previews and publishes it, and a buyer sees it", async ({
  stage,
  openPage,
}) => {
  const page = await openPage();
  await signInOnce(stage, page);
  await page.goto("/organizer/events");
  await page.getByRole("link", { name: "New event" }).click();
  await heading(page, "New event").waitFor();
  await group(page, "About").getByLabel("Name", { exact: true }).fill("Songs under the Viaduct");
  await page.getByLabel("Description").fill("Bring a blanket.\n\nThere is no roof.");
  await chooseTimezone(page, "lisb", "Europe / Lisbon");
  await page.getByLabel("Starts", { exact: true }).fill("2027-06-12T20:00");
  await page.getByLabel("Venue").fill("Viaduto de Alcântara");
  await page.getByLabel("City (optional)").fill("Lisboa");
  await fillTicketType(group(page, "Ticket type 1"), ["Regular", "24.50", "300"]);
  await page.getByRole("button", { name: "Add a ticket type" }).click();
  await fillTicketType(group(page, "Ticket type 2"), ["Blanket & basket", "1,049", "12"]);
  await page.getByRole("button", { name: "Save draft" }).click();

  await heading(page, "Songs under the Viaduct").waitFor();
  await page.getByText("Only you can see this.").waitFor();
  await page.getByText(/12 June 2027.{1,4}20:00/).waitFor();
  await page.getByText("€1,049.00").waitFor();
  const slug = "songs-under-the-viaduct";
  const buyer = await openPage(PHONE);
  allowProblems(buyer, /reply: 404 GET/, /console: /);
  expect((await buyer.goto(`/events/${slug}`))?.status()).toBe(404);

  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Everybody can see it, at once.").waitFor();
  await dialog.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Everybody can see this event.").waitFor();

  await buyer.goto(`/events/${slug}`);
  await heading(buyer, "Songs under the Viaduct").waitFor();
  await buyer.getByText("€24.50").first().waitFor();
  await buyer.getByText("Blanket & basket").first().waitFor();
});

test("a capacity below what is sold and held is refused with the figure, and the rest is kept", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({
    name: "Paper Boats",
    ticketTypes: { Regular: { capacity: 40 }, VIP: { capacity: 5 } },
  });
  await stage.pay(await stage.reserve(event, { Regular: 7 }));
  await stage.reserve(event, { Regular: 2 });
  const page = await openPage();
  await signInOnce(stage, page);
  allowProblems(page, /reply: 409 POST \/trpc\/organizer.ticketTypes.update/);
  await page.goto(`/organizer/events/${event.id}/edit`);
  const regular = group(page, "Regular");
  await regular.getByText("9 are sold or held now.").waitFor();
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
  await page.getByLabel("City (optional)").fill("Gdańsk");
  await page.getByLabel("Venue").fill("Antresola");
  await regular.getByLabel("Capacity").fill("8");
  await regular.getByLabel("Price in €").fill("51,90");
  await page.getByRole("button", { name: "Save changes" }).click();
  await regular
    .getByText("9 are sold or held already. The capacity cannot be less than 9.")
    .waitFor();
  expect(await regular.getByLabel("Capacity").getAttribute("aria-invalid")).toBe("true");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe(
    "ticketTypes.0.capacity",
  );
  await expectAccessible(page);
  await regular.getByLabel("Capacity").fill("9");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("All changes are saved.").waitFor();
  const saved = await stage.organizer.organizer.events.get.query({ eventId: event.id });
  expect(saved.venue).toMatchObject({ name: "Antresola", city: "Gdańsk" });
  expect(saved.ticketTypes.map(({ capacity, price }) => [capacity, price.amount])).toEqual([
    [9, 5_190],
    [5, 4_900],
  ]);
});

test("the form works by keyboard, refuses what it can, and does not lose what was typed", async ({
  stage,
  openPage,
}) => {
  const page = await openPage({ timezone: "Europe/Warsaw" });
  await signInOnce(stage, page);
  await page.goto("/organizer/events/new");
  await group(page, "About").getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("Night Tram");
  await page.keyboard.press("Enter");
  await page.getByText("4 fields need your attention.").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
  expect(await focused()).toBe("startsAt");
  // An hour that the clocks of the place skip.
  await page.getByLabel("Starts", { exact: true }).fill("2027-03-28T02:30");
  await fillTicketType(group(page, "Ticket type 1"), ["Regular", "twelve", "1.5"]);
  await page.keyboard.press("Enter");
  await page.getByText("There is no such time").waitFor();
  await page.getByText("Enter an amount, such as 49.50.").waitFor();
  await page.getByText("Enter a whole number, 0–10,000,000.").waitFor();
  await chooseTimezone(page, "london", "Europe / London");
  await fillTicketType(group(page, "Regular"), ["Regular", "0", "150"]);

  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("heading", { name: "Leave without saving?" }).waitFor();
  await page.keyboard.press("Escape");
  expect(new URL(page.url()).pathname).toBe("/organizer/events/new");
  await page.getByLabel("Starts", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await heading(page, "Night Tram").waitFor();
  await page.getByText(/28 March 2027.{1,4}02:30/).waitFor();
});

test("an event is found, and cancelling says that it refunds nobody", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ name: "The Garden Opera" });
  await stage.pay(await stage.reserve(event, { Regular: 3 }));
  for (let number = 1; number <= 5; number++) {
    await stage.publish({ name: `Rehearsal ${number}`, isDraft: true });
  }
  const page = await openPage(PHONE);
  await signInOnce(stage, page);
  await page.goto("/organizer/events");
  await heading(page, "Events").waitFor();
  await page.getByText("3 of 100").waitFor();
  await page.getByLabel("State").selectOption({ label: "Published" });
  const search = page.getByLabel("Search");
  // In pauses as people make them: what comes after one goes into the same field.
  await search.pressSequentially("gar");
  await page.waitForURL(/search=gar&/);
  await page.keyboard.type("den");
  await page.waitForURL(/search=garden/);
  expect(await search.inputValue()).toBe("garden");
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  await page.getByRole("link", { name: "Edit The Garden Opera" }).click();
  await page.getByRole("button", { name: "Cancel event" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("3 tickets are sold. All buyers are paid back in full").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel event" }).click();
  await page.getByText("This event is cancelled.").waitFor();
  await page.goto("/organizer/events?status=cancelled");
  await page.getByRole("link", { name: "The Garden Opera" }).first().waitFor();
});

test("a session that ends while somebody types takes nothing of it along", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ name: "Long Typed", isDraft: true });
  const page = await openPage(PHONE);
  allowProblems(page, /reply: 401 /);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/edit`);
  const description = page.getByLabel("Description");
  await description.fill("Written for an hour.");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Your session has ended, and this is not saved yet.").waitFor();
  const [tab] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "Sign in in a new tab" }).click(),
  ]);
  await tab.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.context().addCookies(cookies);
  expect(await description.inputValue()).toBe("Written for an hour.");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("All changes are saved.").waitFor();
  const saved = await stage.organizer.organizer.events.get.query({ eventId: event.id });
  expect(saved.description).toBe("Written for an hour.");
});

test("in Polish, prices are typed and shown as Poles do", async ({ stage, openPage }) => {
  const event = await stage.publish({
    name: "Konstantynopolitańczykowianeczka w dwunastu odsłonach",
    isDraft: true,
    ticketTypes: { Normalny: { price: 123_450 } },
  });
  const page = await openPage({ ...PHONE, locale: "pl" });
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/edit`);
  const price = page.getByLabel("Cena w €");
  expect(await price.inputValue()).toBe("1234,50");
  await price.fill("1 299,9");
  await page.getByRole("button", { name: "Zapisz zmiany" }).click();
  await page.getByText("Wszystkie zmiany są zapisane.").waitFor();
  await page.getByRole("link", { name: "Podgląd" }).first().click();
  await page.getByText("Tylko Ty to widzisz.").waitFor();
  await page.getByText(/1\s?299,90\s€/).waitFor();
  // However long a word is, nothing goes beyond the screen.
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(PHONE.width);
});

async function chooseTimezone(page: Page, search: string, name: string): Promise<void> {
  const field = page.getByRole("combobox", { name: "Timezone" });
  await field.focus();
  await page.keyboard.type(search);
  await page.getByRole("option", { name }).waitFor();
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe(name);
}

async function fillTicketType(
  fields: Locator,
  [name, price, capacity]: readonly [string, string, string],
): Promise<void> {
  // The group is called by its name, so that comes last.
  await fields.getByLabel("Price in €").fill(price);
  await fields.getByLabel("Capacity").fill(capacity);
  await fields.getByLabel("Name", { exact: true }).fill(name);
}
