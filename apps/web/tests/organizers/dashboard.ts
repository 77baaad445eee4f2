import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { query } from "@stampede/testing/query";
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { expectAccessible } from "../accessible.ts";
import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import { signInAs, signInOf } from "../sign-in.ts";
import { signInOnce } from "../sign-in-once.ts";
import type { Event, Stage } from "../stage.ts";

/** What a change on one screen may take to be on another. */
const LIVE_MS_MAX = 5_000;
const DESK = { width: 1_440, height: 900 };

test("an event's figures are the server's, follow the next sale, and say when they cannot", async ({
  stage,
  openPage,
}) => {
  const event = await eventWithSales(stage);
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}`);
  await page.getByText("Live", { exact: true }).waitFor();
  expect(await shownFigures(page)).toEqual(await figuresOf(stage, event));
  expect(await shownFigures(page)).toMatchObject({ Sold: "3", Held: "2", Revenue: "€187.00" });
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });

  await stage.pay(await stage.reserve(event, { Regular: 4 }));
  await expect
    .poll(() => shownFigures(page), { timeout: LIVE_MS_MAX })
    .toMatchObject({ Sold: "7", Held: "2", Revenue: "€383.00" });
  expect(await shownFigures(page)).toEqual(await figuresOf(stage, event));

  // A refusal counts as lost demand.
  expect(await figure(page, "Conversion")).toBe("50%");
  expect(await figure(page, "Lost demand")).toBe("1");
  const funnel = await stage.organizer.statistics.funnel.query({ eventId: event.id });
  expect(funnel).toMatchObject({ requested: 4, refused: 1, paid: 2, conversion: 0.5 });

  allowProblems(page, /ERR_INTERNET_DISCONNECTED/);
  const lost = page.getByText("Connection lost", { exact: true });
  await page.context().setOffline(true);
  await lost.waitFor();
  await page.context().setOffline(false);
  await lost.waitFor({ state: "detached" });
});

test("the charts have their numbers in tables, fit both themes and move nothing", async ({
  stage,
  openPage,
}) => {
  const event = await eventWithSales(stage);
  const page = await openPage({ width: 360, height: 800 });
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}?range=hour`);
  await page.locator(".recharts-bar-rectangle path").first().waitFor();
  expect(await page.getByRole("img", { name: /Tickets: 3 sold, 1 refused/ }).count()).toBe(1);
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
  expect(await widthOf(page)).toBe(360);

  await page.getByText("As a table").first().focus();
  await page.keyboard.press("Enter");
  const table = page.getByRole("table", { name: "Sales over time" });
  await table.waitFor();
  expect(await table.locator("tbody tr").count()).toBe(60);
  expect(await sums(table.locator("tbody tr"))).toEqual(["5", "3", "0", "0", "1", "€187.00"]);

  await page.getByRole("tab", { name: "Last hour" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/range=day/);
  await expect.poll(() => table.locator("tbody tr").count(), { timeout: LIVE_MS_MAX }).toBe(24);
  expect(await sums(table.locator("tbody tr"))).toEqual(["5", "3", "0", "0", "1", "€187.00"]);
  await expectAccessible(page);
});

test("a file holds the figures, and runs nothing in a spreadsheet", async ({ stage, openPage }) => {
  const event = await stage.publish({
    name: "Files",
    ticketTypes: { '=HYPERLINK("x"), gold': { price: 1_050, capacity: 8 } },
  });
  await stage.pay(await stage.reserve(event, { '=HYPERLINK("x"), gold': 2 }));
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}`);
  const file = await download(page, "CSV: By ticket type");
  expect(file.name).toBe("files-ticket-types.csv");
  expect(file.text).toBe(
    "\u{FEFF}Ticket type,Sold,Held,Available,Capacity,Sell-through,Revenue\r\n" +
      `"'=HYPERLINK(""x""), gold",2,0,6,8,0.25,21.00\r\n`,
  );
  const funnel = await download(page, "CSV: From request to ticket");
  expect(funnel.text).toContain("\r\nPaid,1,1\r\n");
  const sales = await download(page, "CSV: Sales over time");
  expect(sales.text.split("\r\n")).toHaveLength(24 + 2);
});

test("the overview adds up all events, and leads to each", async ({ stage, openPage }) => {
  const event = await stage.publish({
    name: "An Event with a Name so Long that it Needs More than One Line Wherever it is Written",
    ticketTypes: { Loge: { price: 10_000, capacity: 10 } },
  });
  await stage.pay(await stage.reserve(event, { Loge: 3 }));
  const draft = await stage.publish({
    name: "Not Yet",
    isDraft: true,
    ticketTypes: { Stalls: { capacity: 777 } },
  });
  const page = await openPage({ width: 360, height: 800, locale: "pl" });
  await signInOnce(stage, page);
  await page.goto("/organizer");
  const { items } = await stage.organizer.statistics.byEvent.query({});
  const sold = items.reduce((sum, row) => sum + row.sold, 0);
  expect(await figure(page, "Sprzedane")).toBe(String(sold));
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
  expect(await widthOf(page)).toBe(360);

  const desk = await openPage(DESK);
  await signInOnce(stage, desk);
  await desk.goto("/organizer");
  const row = desk
    .getByRole("table", { name: "By ticket type" })
    .getByRole("row", { name: /Loge/ });
  await row.waitFor();
  expect(await row.getByRole("cell").allInnerTexts()).toEqual([
    "3",
    "0",
    "7",
    "10",
    "30%",
    "€300.00",
  ]);
  // What nobody can buy is not among what is available.
  const events = desk.getByRole("table", { name: "By event" });
  const drafted = await events
    .getByRole("row", { name: draft.name })
    .getByRole("cell")
    .allInnerTexts();
  expect(drafted.slice(0, 5)).toEqual(["Draft", "0", "0", "0", "777"]);
  const offered = events.getByRole("row", { name: event.name }).getByRole("cell").first();
  expect(await offered.innerText()).toBe("Published");
  const all = await stage.organizer.organizer.events.list.query({ limit: 100 });
  const published = all.items.filter(({ status }) => status === "published");
  const onSale = new Set(published.map(({ id }) => id));
  const available = items
    .filter(({ eventId }) => onSale.has(eventId))
    .reduce((sum, figures) => sum + figures.available, 0);
  expect(await figure(desk, "Available")).toBe(available.toLocaleString("en"));

  await desk.getByRole("link", { name: event.name }).focus();
  await desk.keyboard.press("Enter");
  await desk.getByRole("heading", { level: 1, name: event.name }).waitFor();
});

test("an event that is over says so, and has nothing available", async ({ stage, openPage }) => {
  const event = await stage.publish({
    name: "Yesterday",
    startsAt: new Date(Date.now() - 86_400_000).toISOString(),
    ticketTypes: { Regular: { capacity: 12 } },
  });
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}`);
  await page.getByText("This event is over.").waitFor();
  expect(await figure(page, "Available")).toBe("0");
});

test("a page that cannot be had without a connection comes when there is one", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const page = await openPage(DESK);
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}`);
  await page.getByText("Live", { exact: true }).waitFor();
  allowProblems(page, /ERR_INTERNET_DISCONNECTED/, /console: /);
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Check-in" }).click();
  await page.getByRole("alert").getByText("The server could not be reached.").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("heading", { level: 1, name: "Check-in" }).waitFor();
});

test("a new organizer is shown where to begin", async ({ stage, databaseUrl, openPage }) => {
  await query(
    databaseUrl,
    "INSERT INTO organizers (id, slug, name, created_at) VALUES ($1, 'new-one', 'New', now())",
    [randomUUID()],
  );
  const page = await openPage();
  await signInAs(stage, page, await signInOf(stage, "new-one", "new@stampede.example"));
  await page.goto("/organizer");
  await page.getByRole("link", { name: "Create your first event" }).waitFor();
  await expectAccessible(page);
});

/** Three tickets sold, two held, and one request refused. */
async function eventWithSales(stage: Stage): Promise<Event> {
  const event = await stage.publish({
    ticketTypes: {
      Regular: { price: 4_900, capacity: 50 },
      VIP: { price: 8_900, capacity: 1 },
    },
  });
  await stage.pay(await stage.reserve(event, { Regular: 2, VIP: 1 }));
  await stage.reserve(event, { Regular: 2 });
  await expect(stage.reserve(event, { VIP: 1 })).rejects.toMatchObject({ reason: "SOLD_OUT" });
  return event;
}

async function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

async function figure(page: Page, label: string): Promise<string> {
  const term = page.locator("dt").filter({ hasText: new RegExp(`^${label}$`) });
  return term.locator("xpath=following-sibling::dd/span[1]").first().innerText();
}

async function shownFigures(page: Page): Promise<Record<string, string>> {
  const labels = ["Revenue", "Sold", "Held", "Available", "Sell-through"];
  const values = await Promise.all(labels.map((label) => figure(page, label)));
  return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? ""]));
}

/** What the server says, written as the page writes it. */
async function figuresOf(stage: Stage, event: Event): Promise<Record<string, string>> {
  const { items } = await stage.organizer.statistics.byEvent.query({ eventId: event.id });
  const [row] = items;
  if (row === undefined) throw new Error("the event has no figures");
  const share = Math.round((1_000 * row.sold) / row.capacity) / 10;
  return {
    Revenue: `€${(row.revenue.amount / 100).toFixed(2)}`,
    Sold: String(row.sold),
    Held: String(row.held),
    Available: String(row.available),
    "Sell-through": `${share}%`,
  };
}

/** What the columns of a table after the first come to. */
async function sums(rows: ReturnType<Page["locator"]>): Promise<string[]> {
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
  );
  return [0, 1, 2, 3, 4, 5].map((column) => {
    const values = cells.map((row) => row[column] ?? "");
    const sum = values.reduce((total, text) => total + Number(text.replace("€", "")), 0);
    return values.some((text) => text.startsWith("€")) ? `€${sum.toFixed(2)}` : String(sum);
  });
}

async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}
