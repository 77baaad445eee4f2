import { query } from "@stampede/testing/query";
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { allowProblems } from "../problems.ts";
import type { Held, Stage } from "../stage.ts";

const PHONE = { width: 390, height: 844 };
/** The worker asks the gateway a second after it gave no answer, and every few seconds then. */
const SETTLED_MS_MAX = 20_000;

const PAY = "**/trpc/reservations.pay*";

async function payWith(page: Page, card: string | RegExp): Promise<void> {
  await page.getByRole("radio", { name: card }).check();
  await page.getByRole("button", { name: /^Pay €/ }).click();
}

async function heading(page: Page, name: string, timeout = 10_000): Promise<void> {
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor({ timeout });
}

/** The idempotency keys of the payments that are sent from now on. */
function keysSent(page: Page): string[] {
  const keys: string[] = [];
  page.on("request", (request) => {
    if (!request.url().includes("reservations.pay")) return;
    const body: unknown = request.postDataJSON();
    keys.push(String(Reflect.get(Object(body), "idempotencyKey")));
  });
  return keys;
}

async function chargesOf({ databaseUrl }: Stage, held: Held): Promise<number> {
  const rows = await query(
    databaseUrl,
    `SELECT 1 FROM simulated_gateway.charges AS charge
      JOIN payments ON payments.id::text = charge.key AND charge.outcome = 'succeeded'
      WHERE reservation_id = $1`,
    [held.reservation.id],
  );
  return rows.length;
}

/** Pays without an answer, and has the worker ask the gateway only when it is told to. */
async function payUnanswered(stage: Stage, held: Held, paymentToken: string): Promise<void> {
  await stage.pay(held, paymentToken).catch(() => undefined);
  await checkAt(stage, held, "1 day");
}

async function askGateway(stage: Stage, held: Held): Promise<void> {
  await checkAt(stage, held, "0 seconds");
}

async function checkAt({ databaseUrl }: Stage, held: Held, interval: string): Promise<void> {
  const text = `UPDATE payments SET next_check_at = clock_timestamp() + $2::interval
    WHERE reservation_id = $1`;
  await query(databaseUrl, text, [held.reservation.id, interval]);
}

test("declined, then paid: the card is said no to, the time goes on, another one pays", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 2 });
  const page = await openPage(PHONE);
  allowProblems(page, /reply: 402 POST \/trpc\/reservations.pay/);
  const keys = keysSent(page);
  await page.goto(held.path);
  await payWith(page, /^Declined.*card ending in 2002/);
  await page.getByRole("alert").getByText("Your card was declined").waitFor();
  await page.getByRole("timer").first().waitFor();
  expect(await page.getByRole("radio", { name: /^Declined/ }).isChecked()).toBe(true);
  // The server remembers it too.
  await page.reload();
  await page.getByText("Your card was declined").waitFor();
  await payWith(page, /^Payment fails/);
  await page.getByRole("alert").getByText("The payment did not go through").waitFor();
  await payWith(page, /^Pays at once/);
  await heading(page, "Your tickets");
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(3);
  expect((await stage.read(held)).status).toBe("paid");
});

test("pending, then paid: nobody knows, nothing is lost, and the tickets come by themselves", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  await payUnanswered(stage, held, "timeout_charged");
  const page = await openPage(PHONE);
  await page.goto(held.path);
  await heading(page, "We are checking your payment");
  await page.getByText("Your tickets are still held for you").waitFor();
  expect(await page.getByRole("timer").count()).toBe(0);
  await askGateway(stage, held);
  await heading(page, "Your tickets", SETTLED_MS_MAX);
  expect(await chargesOf(stage, held)).toBe(1);
});

test("pending, then not charged: the form is there again, and pays", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  await payUnanswered(stage, held, "timeout_not_charged");
  const page = await openPage();
  await page.goto(held.path);
  await heading(page, "We are checking your payment");
  await askGateway(stage, held);
  await page.getByText("The payment did not arrive").waitFor({ timeout: SETTLED_MS_MAX });
  await payWith(page, /^Pays at once/);
  await heading(page, "Your tickets");
  expect(await chargesOf(stage, held)).toBe(1);
});

test("each card without an answer comes to its end by one key", async ({ stage, openPage }) => {
  const event = await stage.publish();
  const cards = [
    [/^No answer, but charged/, "Your tickets"],
    [/^No answer, not charged/, "The payment did"],
  ] as const;
  const attempts = cards.map(async ([card, end]) => {
    const held = await stage.reserve(event, { Regular: 1 });
    const page = await openPage();
    // The answer 408 may be seen, or the browser asks again by itself and is told what is known.
    allowProblems(page, /reply: 40[28] POST \/trpc\/reservations.pay/);
    const keys = keysSent(page);
    await page.goto(held.path);
    await payWith(page, card);
    await page.getByText(end).first().waitFor({ timeout: SETTLED_MS_MAX });
    expect(keys).toHaveLength(1);
  });
  await Promise.all(attempts);
});

test("a success that comes late is shown as one, and the tickets were kept for it", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  allowProblems(page, /reply: 408 POST \/trpc\/reservations.pay/);
  await page.goto(held.path);
  await payWith(page, /^Too late/);
  await heading(page, "We are checking your payment");
  await stage.endHold(held);
  await page.getByText("It is taking longer than usual").waitFor();
  await query(
    stage.databaseUrl,
    `UPDATE simulated_gateway.charges SET answers_at = clock_timestamp()
      WHERE key IN (SELECT id::text FROM payments WHERE reservation_id = $1)`,
    [held.reservation.id],
  );
  await askGateway(stage, held);
  await heading(page, "Your tickets", SETTLED_MS_MAX);
  await page.getByText("Your payment arrived after the time had run out").waitFor();
});

test("an order without a price needs no card", async ({ stage, openPage }) => {
  const event = await stage.publish({ ticketTypes: { "Free entry": { price: 0 } } });
  const held = await stage.reserve(event, { "Free entry": 1 });
  const page = await openPage(PHONE);
  await page.goto(held.path);
  await heading(page, "Confirm to get your tickets");
  expect(await page.getByRole("radio").count()).toBe(0);
  await page.getByRole("button", { name: "Get the tickets" }).click();
  await heading(page, "Your tickets");
});

test("a shop that is overloaded is asked again with the same key, and the page says so", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  allowProblems(page, /reply: 503 POST \/trpc\/reservations.pay/);
  const keys = keysSent(page);
  let isOverloaded = true;
  await page.route(PAY, async (route) => {
    if (!isOverloaded) return route.continue();
    return route.fulfill({
      status: 503,
      headers: { "retry-after": "0" },
      json: {
        error: {
          message: "Too many people.",
          code: -32_603,
          data: {
            code: "SERVICE_UNAVAILABLE",
            httpStatus: 503,
            path: "reservations.pay",
            reason: "OVERLOADED",
            details: { retryAt: new Date().toISOString() },
          },
        },
      },
    });
  });
  await page.goto(held.path);
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await page.getByText("Many people are paying right now; you are still in line.").waitFor();
  await page.getByText(/Next try in \d\d:\d\d/).waitFor();
  isOverloaded = false;
  await heading(page, "Your tickets", SETTLED_MS_MAX);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
});

test("an answer that was lost with the page is asked for again with the same key", async ({
  stage,
  openPage,
}) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  const keys = keysSent(page);
  let isCut = true;
  await page.route(PAY, (route) => (isCut ? new Promise(() => undefined) : route.continue()));
  await page.goto(held.path);
  await payWith(page, /^Stubborn refund/);
  await page.getByText("Asking the bank…").waitFor();
  await page.reload();
  isCut = false;
  await page.getByText("Your last payment has had no answer yet").waitFor();
  expect(await page.getByRole("radio", { name: /^Pays at once/ }).isDisabled()).toBe(true);
  expect(await page.getByRole("radio", { name: /^Stubborn refund/ }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Ask again" }).click();
  await heading(page, "Your tickets");
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await chargesOf(stage, held)).toBe(1);
});

test("a purchase is made by keyboard alone", async ({ stage, openPage }) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  const page = await openPage();
  await page.goto(held.path);
  await page.getByRole("radio", { name: /^Pays at once/ }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("radio", { name: /^Declined/ }).isChecked()).toBe(true);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await heading(page, "Your tickets");
  const focused = page.locator("h1:focus");
  await focused.waitFor();
});

test("the whole purchase: an event, its tickets reserved, paid for, and in hand", async ({
  stage,
  openPage,
}) => {
  const ticketTypes = { Regular: {}, VIP: { price: 12_000 } };
  const event = await stage.publish({ name: "Night of the Lighthouses", ticketTypes });
  const page = await openPage({ width: 390, height: 700 });
  await page.goto(`/events/${event.slug}`);
  await page.getByRole("button", { name: "One more: Regular" }).click();
  await page.getByRole("button", { name: "One more: VIP" }).click();
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Reserve", exact: true }).click();
  await heading(page, "Pay to keep your tickets");
  // The page before was scrolled to its form.
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.getByRole("button", { name: "Pay €169.00" }).click();
  await heading(page, "Your tickets");
  expect(await page.getByRole("img", { name: /^QR code of ticket/ }).count()).toBe(2);
  await expect
    .poll(async () => {
      const filter = { eventId: event.id, status: "paid" } as const;
      const { items } = await stage.organizer.organizer.reservations.list.query(filter);
      return items.map(({ total }) => total.amount);
    })
    .toEqual([16_900]);
});
