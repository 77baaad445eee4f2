import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import { turnAwayOnce } from "../turn-away.ts";

const DAY_MS = 86_400_000;
const after = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

test("the list has what is coming, soonest first, with its price and what there is of it", async ({
  stage,
  openPage,
}) => {
  const late = await stage.publish({ name: "Listed later on", startsAt: after(40) });
  await stage.publish({
    name: "Listed sooner still",
    startsAt: after(10),
    venue: { name: "Antresola", city: "Gdańsk" },
    ticketTypes: { Regular: { price: 2_500, capacity: 3 }, VIP: { price: 9_000, capacity: 3 } },
  });
  await stage.publish({ name: "Listed nowhere", isDraft: true });
  await stage.publish({
    name: "Listed without a price",
    startsAt: after(20),
    ticketTypes: { Entry: { price: 0, capacity: 500 } },
  });

  const page = await openPage({ width: 390, height: 844 });
  await page.goto("/?search=listed");
  const cards = page.getByRole("listitem");
  await expect.poll(() => cards.count()).toBe(3);
  const sooner = cards.nth(0);
  await sooner.getByText("Only 6 left").waitFor();
  await sooner.getByText("from €25").waitFor();
  await sooner.getByText("Antresola, Gdańsk").waitFor();
  await cards.nth(1).getByText("Free", { exact: true }).waitFor();
  await cards.nth(1).getByText("Available").waitFor();
  expect(await page.getByRole("heading", { level: 2 }).allInnerTexts()).toEqual([
    "Listed sooner still",
    "Listed without a price",
    "Listed later on",
  ]);
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });

  await page.getByRole("link", { name: late.name }).click();
  await page.getByRole("heading", { level: 1, name: late.name }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/events/${late.slug}`);
});

test("a search is made while one types, stands in the address, and can be cleared", async ({
  stage,
  openPage,
}) => {
  await stage.publish({ name: "Zajezdnia po zmroku" });
  const page = await openPage();
  await page.goto("/");
  const field = page.getByRole("searchbox", { name: "Search events" });
  await field.pressSequentially("zmroku");
  await page.waitForURL("**/?search=zmroku");
  await expect.poll(() => page.getByRole("listitem").count()).toBe(1);
  await field.fill("nothing like it");
  await page.getByText("Nothing found for “nothing like it”").waitFor();

  await page.reload();
  await page.getByText("Nothing found for “nothing like it”").waitFor();
  expect(await field.inputValue()).toBe("nothing like it");
  await field.press("Escape");
  await page.getByRole("link", { name: "Zajezdnia po zmroku" }).waitFor();
  expect(new URL(page.url()).search).toBe("");
});

test("a shop that asks to come again later is asked again, and the page says so", async ({
  stage,
  openPage,
}) => {
  const { name, slug } = await stage.publish();
  const page = await openPage();
  allowProblems(page, /503 GET \/trpc\/events.list/);
  await page.goto(`/events/${slug}`);
  await page.getByText("Live", { exact: true }).waitFor();
  await turnAwayOnce(page, /events\.list/, { reason: "UNAVAILABLE", seconds: 2 });
  await page.getByRole("link", { name: "All events" }).click();
  await page.getByRole("status").getByText("We will be back in a moment").waitFor();
  await page.getByRole("link", { name }).first().waitFor();
  expect(await page.getByText("We will be back in a moment").count()).toBe(0);
});

test("more events come at a press, and the keys go on from there", async ({ stage, openPage }) => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      stage.publish({ name: `Series ${index}`, startsAt: after(60 + index) }),
    ),
  );
  const page = await openPage();
  await page.goto("/?search=series");
  const cards = page.getByRole("listitem");
  await expect.poll(() => cards.count()).toBe(18);
  await page.getByRole("button", { name: "Show more" }).press("Enter");
  await expect.poll(() => cards.count()).toBe(20);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe("Series 18");
  expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
});

test("language and theme stay chosen, in what the server sends already", async ({ openPage }) => {
  const page = await openPage();
  await page.goto("/");
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByLabel("Language").selectOption("pl");
  await page.getByRole("heading", { level: 1, name: "Wydarzenia" }).waitFor();
  const response = await page.reload();
  expect(await response?.text()).toContain('<html lang="pl" data-theme="dark">');
  await page.getByRole("searchbox", { name: "Szukaj wydarzeń" }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe("dark");
});
