import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import { takenOver } from "../taken-over.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const after = (ms: number): string => new Date(Date.now() + ms).toISOString();

test("an event's page tells everything about it, in its own time and in the viewer's", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({
    name: "Glass Valley",
    description: "First.\n\nSee https://example.com/valley. <b>Not bold</b>",
    startsAt: "2027-03-06T10:00:00.000Z",
    timezone: "Asia/Tokyo",
    venue: { name: "Hikari Hall", address: "4-2 Minamicho", city: "Tokyo", country: "Japan" },
    ticketTypes: { Regular: { capacity: 500 }, VIP: { capacity: 4, price: 12_050 } },
  });
  const page = await openPage({ width: 390, height: 844 });
  await page.goto(`/events/${event.slug}`);
  await page.getByRole("heading", { level: 1, name: "Glass Valley" }).waitFor();
  // Its own script is not looked for only once another one has run.
  expect(await page.locator('link[rel="modulepreload"][href*="/buying-"]').count()).toBe(1);
  await page.getByText("6 March 2027").waitFor();
  await page.getByText("your time").waitFor();
  const link = page.getByRole("link", { name: "https://example.com/valley" });
  expect(await link.getAttribute("href")).toBe("https://example.com/valley");
  await page.getByText("<b>Not bold</b>").waitFor();
  await page.getByText("500 available").waitFor();
  await page.getByText("Only 4 left").waitFor();
  await page.getByText("€120.50").waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
});

test("without scripts the whole event is there, as text and nothing else", async ({
  stage,
  openPage,
}) => {
  const name = `A </script><script>alert(1)</script><!-- "'& Z`;
  const event = await stage.publish({ name, description: name, slug: "hostile-name" });
  const page = await openPage({ hasScripts: false });
  // What is to be loaded beforehand is not, where no script may run.
  allowProblems(page, /^request: GET \/assets\/.*\.js: csp$/);
  const response = await page.goto(`/events/${event.slug}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByText("100 available").waitFor();
  await page.getByText("€49.00").first().waitFor();
  // Nothing that does nothing is there to be pressed or filled in.
  expect(await page.locator("button, input, select").filter({ visible: true }).count()).toBe(0);
  expect(await page.getByText("Connecting…").isVisible()).toBe(false);
  // And where it is sent all the same, what was typed gets into no address.
  expect(await page.locator("form#order").getAttribute("method")).toBe("post");
  const html = (await response?.text()) ?? "";
  expect(html).toContain("<noscript><p>To reserve tickets, please turn JavaScript on.</p>");
  expect(html.match(/<script\b[^>]*>/g)?.map((tag) => tag.replace(/".*/, ""))).toEqual([
    "<script type=",
    "<script src=",
    "<script type=",
  ]);
  expect(html).not.toContain("alert(1)</script>");
});

test("the number of tickets stops at each limit and says which it is", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({
    ticketTypes: {
      Regular: { price: 1_000, maxPerReservation: 2 },
      VIP: { price: 5_000, capacity: 1 },
    },
  });
  const page = await openPage();
  await page.goto(`/events/${event.slug}`);
  const more = page.getByRole("button", { name: "One more: Regular" });
  for (let press = 0; press < 2; press++) await more.click();
  await page.getByText("At most 2 per order").waitFor();
  await page.getByRole("button", { name: "One more: VIP" }).click();
  await page.getByText("This is the last one").waitFor();
  await page.getByText("€70.00").first().waitFor();
  await page.getByText("3 tickets").first().waitFor();
});

test("an order of as many kinds of tickets as one can hold says why there is no other", async ({
  stage,
  openPage,
}) => {
  const names = Array.from({ length: 11 }, (_, index) => `Block ${index + 1}.`);
  const event = await stage.publish({
    ticketTypes: Object.fromEntries(names.map((name) => [name, { capacity: 5 }])),
  });
  const page = await openPage();
  await page.goto(`/events/${event.slug}`);
  await page.getByText("Live", { exact: true }).waitFor();
  for (const name of names.slice(0, 10)) {
    await page.getByRole("button", { name: `One more: ${name}` }).click();
  }
  await page.getByText("One order holds at most 10 kinds of tickets.").waitFor();
});

test("each state in which nothing can be bought is said, with when that may change", async ({
  stage,
  openPage,
}) => {
  const soldOut = await stage.publish({ ticketTypes: { Regular: { capacity: 1 } } });
  await stage.pay(await stage.reserve(soldOut, { Regular: 1 }));
  const held = await stage.publish({ ticketTypes: { Regular: { capacity: 1 } } });
  await stage.reserve(held, { Regular: 1 });
  const waiting = await stage.publish({
    ticketTypes: { Regular: { salesStartAt: after(2 * HOUR_MS) } },
  });
  const ended = await stage.publish({ ticketTypes: { Regular: { salesEndAt: after(-DAY_MS) } } });
  const cancelled = await stage.publish();
  await stage.organizer.organizer.events.cancel.mutate({ eventId: cancelled.id });

  const page = await openPage({ width: 390, height: 844 });
  const expectTexts = async (slug: string, ...texts: (string | RegExp)[]): Promise<void> => {
    await page.goto(`/events/${slug}`);
    await takenOver(page);
    for (const text of texts) await page.getByText(text).first().waitFor();
  };
  await expectTexts(soldOut.slug, "All tickets are sold");
  await expectTexts(
    held.slug,
    "All tickets on sale are held",
    /Some may return at \d\d:\d\d/,
    /in 1[0-4]:\d\d/,
  );
  await expectTexts(waiting.slug, /On sale from/, /Opens in 1:5\d:\d\d/);
  await expectTexts(ended.slug, "The sale has ended", /The sale ended on/);
  await expectTexts(cancelled.slug, "This event was cancelled");
});

test("a sale opens by itself, and what was held comes back", async ({ stage, openPage }) => {
  const event = await stage.publish({
    ticketTypes: {
      Late: { salesStartAt: after(3_000), capacity: 50 },
      Held: { capacity: 1 },
    },
  });
  const held = await stage.reserve(event, { Held: 1 });
  const page = await openPage();
  await page.goto(`/events/${event.slug}`);
  await page.getByText("All held", { exact: true }).first().waitFor();
  await page.getByText("50 available").waitFor();
  await stage.buyer
    .withReservation(held.accessToken)
    .cancel.mutate({ reservationId: held.reservation.id });
  await page.getByText("Last one").first().waitFor();
});

test("what is no event is not found", async ({ openPage }) => {
  const page = await openPage();
  allowProblems(page, /404 GET \/(events|trpc)/);
  await page.goto("/events/no-such-event");
  await page.getByRole("heading", { name: "We could not find this page" }).waitFor();
});
