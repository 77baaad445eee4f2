import { readFile } from "node:fs/promises";

import { query } from "@stampede/testing/query";
import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems, problems } from "../problems.ts";
import { signInOnce } from "../sign-in-once.ts";

const DESK = { width: 1_280, height: 900 };
/** The worker looks for refunds that are due every few seconds. */
const REFUND_MS_MAX = 20_000;

test("reservations are found by name and state, by the address, and saved as shown", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ name: "Found", ticketTypes: { Regular: {}, VIP: {} } });
  const ada = await stage.reserve(event, { Regular: 2, VIP: 1 });
  await stage.reserve(event, { Regular: 1 }, { email: "bob@example.com", name: "=1+1" });
  await stage.pay(ada);
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/reservations`);
  const rows = page.getByRole("table", { name: "Reservations" }).locator("tbody tr");
  await page.getByText("2 reservations shown").waitFor();
  expect(await rows.count()).toBe(2);

  await page.getByLabel("Search").fill("BOB@");
  await page.getByText("1 reservation shown").waitFor();
  await page.waitForURL(/search=BOB/);
  expect(await rows.first().innerText()).toContain("bob@example.com");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV: Reservations" }).click(),
  ]);
  const lines = (await readFile(await file.path(), "utf8")).split("\r\n");
  expect(file.suggestedFilename()).toBe("found-reservations.csv");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^[^,]+,Held,'=1\+1,bob@example.com,1,1 × Regular,49.00,EUR,2\d{3}-/);

  await page.goto(`/organizer/events/${event.id}/reservations?search=ada&status=paid`);
  await page.getByText("1 reservation shown").waitFor();
  expect(await page.getByLabel("Search").inputValue()).toBe("ada");
  await page.getByLabel("State").selectOption("refunded");
  await page.getByText("Nothing found").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByText("2 reservations shown").waitFor();
  expect(await page.getByLabel("Search").inputValue()).toBe("");
});

test("a long list comes a page at a time, and fits a phone", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const buyers = Array.from({ length: 53 }, (_, index) => `buyer${index}@example.com`);
  await Promise.all(buyers.map((email) => stage.reserve(event, { Regular: 1 }, { email })));
  const page = await openPage({ width: 360, height: 800, locale: "pl" });
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/reservations`);
  await page.getByText("Widocznych 50 rezerwacji, jest ich więcej").waitFor();
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  // The file has them all, and none of them where it cannot.
  const save = page.getByRole("button", { name: "CSV: Rezerwacje" });
  allowProblems(page, /ERR_FAILED/);
  await page.route(/reservations\.list/, (route) => route.abort());
  await save.click();
  await page.getByRole("alert").getByText("Nie udało się utworzyć pliku").waitFor();
  await page.unrouteAll({ behavior: "wait" });
  const [file] = await Promise.all([page.waitForEvent("download"), save.click()]);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(1 + buyers.length);
  for (const email of buyers) expect(lines.join("\n")).toContain(`;${email};`);

  await page.getByRole("button", { name: "Pokaż więcej" }).click();
  await page.getByText("Widoczne 53 rezerwacje", { exact: true }).waitFor();
  expect(await page.getByRole("button", { name: "Pokaż więcej" }).count()).toBe(0);
});

test("what was free is withdrawn, and nobody speaks of money", async ({ stage, openPage }) => {
  const event = await stage.publish({ ticketTypes: { Guest: { price: 0 } } });
  const held = await stage.reserve(event, { Guest: 1 });
  await stage.pay(held);
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/reservations/${held.reservation.id}`);
  await page.getByRole("button", { name: "Withdraw the tickets" }).click();
  const dialog = page.getByRole("dialog", { name: "Withdraw these tickets?" });
  await dialog.getByText("Nothing was charged for this reservation.").waitFor();
  await dialog.getByRole("button", { name: "Withdraw them" }).click();
  await page.getByText("Withdrawn", { exact: true }).waitFor();
  expect((await stage.read(held)).status).toBe("refunded");
  const history = page.getByRole("list").filter({ hasText: "Reserved" });
  await history.getByText("Tickets withdrawn").waitFor();
  expect(await history.innerText()).not.toMatch(/money|payment|refund|charged/i);
});

test("a refund is asked about, done once, and on the buyer's page", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 2 });
  await stage.pay(held);
  const buyer = await openPage({ width: 390, height: 844 });
  await buyer.goto(held.path);
  await buyer.getByRole("heading", { level: 1 }).waitFor();

  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/reservations/${held.reservation.id}`);
  await page.getByText("Paid, tickets issued").waitFor();
  const refund = page.getByRole("button", { name: "Refund", exact: true });
  await refund.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Refund this reservation?" });
  await dialog.getByText("€98.00 goes back to ada@example.com").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await refund.evaluate((button) => button === document.activeElement)).toBe(true);
  expect((await stage.read(held)).status).toBe("paid");

  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Refund €98.00" }).click();
  await page.getByText("The money was paid back", { exact: true }).waitFor();
  expect((await stage.read(held)).status).toBe("refunded");
  expect(await refund.count()).toBe(0);

  await buyer.reload();
  await buyer
    .getByText(/refunded|paid back/i)
    .first()
    .waitFor();
  expect(problems(buyer)).toEqual([]);
});

test("a refund that the gateway does not confirm at once is followed until it does", async ({
  stage,
  databaseUrl,
  openPage,
}) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 1 });
  await stage.pay(held, "refund_error");
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/reservations/${held.reservation.id}`);
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  await page.getByRole("button", { name: "Refund €49.00" }).click();
  await page.getByText("The money is on its way back").waitFor();
  await query(
    databaseUrl,
    "UPDATE refunds SET next_attempt_at = clock_timestamp() WHERE reservation_id = $1",
    [held.reservation.id],
  );
  await page
    .getByText("The money was paid back", { exact: true })
    .waitFor({ timeout: REFUND_MS_MAX });
});

test("a reservation at the wrong address, or at none at all, is not found", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const other = await stage.publish();
  const held = await stage.reserve(event, { Regular: 1 });
  const page = await openPage();
  allowProblems(page, /reply: 400 GET \/trpc/);
  await signInOnce(stage, page);
  for (const path of [`${other.id}/reservations/${held.reservation.id}`, "no-id/reservations/x"]) {
    await page.goto(`/organizer/events/${path}`);
    await page.getByRole("heading", { name: "We could not find this page" }).waitFor();
    await page.getByRole("link", { name: "To your events" }).waitFor();
  }
});
