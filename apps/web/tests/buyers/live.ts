import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { allowProblems } from "../problems.ts";

/** What one buyer does is on the others' screens by then. */
const LIVE_MS_MAX = 1_000;

test("what one buyer takes is gone from another's screen within a second, without a reload", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 100 } } });
  const [taker, watcher] = [await openPage(), await openPage({ width: 390, height: 844 })];
  await Promise.all([taker, watcher].map((page) => page.goto(`/events/${event.slug}`)));
  await watcher.getByText("Live", { exact: true }).waitFor();
  await watcher.getByText("100 available").waitFor();
  await taker.getByRole("button", { name: "One more: Regular" }).click({ clickCount: 3 });
  await taker.getByLabel("E-mail").fill("ada@example.com");
  // From the server's answer on, which is when the tickets are taken.
  const [response] = await Promise.all([
    taker.waitForResponse(/reservations\.create/),
    taker.getByRole("button", { name: "Reserve", exact: true }).click(),
  ]);
  expect(response.status()).toBe(200);
  await watcher.getByText("97 available").waitFor({ timeout: LIVE_MS_MAX });
});

test("where streams do not get through, it is asked every few seconds, and said so", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ ticketTypes: { Regular: { capacity: 40 } } });
  const page = await openPage();
  allowProblems(page, /watchAvailability/, /ERR_FAILED/);
  await page.route(/watchAvailability/, (route) => route.abort());
  await page.goto(`/events/${event.slug}`);
  await page.getByText("Updated every few seconds").waitFor();
  await stage.reserve(event, { Regular: 5 });
  await page.getByText("35 available").waitFor();
});
