import { readFile } from "node:fs/promises";

import { query } from "@stampede/testing/query";
import type { Page } from "playwright-core";
import { decodeQR } from "qr/decode.js";
import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { allowProblems } from "../problems.ts";
import type { Held, Stage } from "../stage.ts";

const PHONE = { width: 390, height: 844 };
const VENUE = { name: "Farol da Barra", address: "Rua do Cais 14", city: "Aveiro", country: "PT" };
const REFUNDED_MS_MAX = 20_000;

const spaced = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, "$1 ");

test("each ticket has a code of its own that a scanner reads, one on a phone's screen", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish({ name: "Night of the Lighthouses", venue: VENUE });
  const held = await stage.reserve(event, { Regular: 3 });
  const { tickets } = await stage.pay(held);
  const page = await openPage({ ...PHONE, theme: "dark" });
  await page.goto(held.path);
  await page.getByRole("heading", { level: 1, name: "Your tickets", exact: true }).waitFor();
  for (const { code } of tickets) {
    await page.getByRole("img", { name: `QR code of ticket ${spaced(code)}` }).waitFor();
  }
  const first = page.getByRole("article").first();
  const text = await first.innerText();
  for (const part of [event.name, "Farol da Barra, Rua do Cais 14, Aveiro", "Ada Nowak"]) {
    expect(text).toContain(part);
  }
  const box = await first.boundingBox();
  expect(box?.width).toBeGreaterThan(330);
  expect((await page.getByRole("article").nth(1).boundingBox())?.x).toBeGreaterThan(340);
  const ground = await first.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(ground).toBe("rgb(255, 255, 255)");
  expect(await readCode(page)).toBe(tickets[0]?.code);
});

test("tickets can be taken along: as a PDF, in the calendar, on paper", async ({
  stage,
  openPage,
}) => {
  const endsAt = new Date(Date.now() + 31 * 86_400_000).toISOString();
  const event = await stage.publish({ name: "Zażółć, gęślą; jaźń", venue: VENUE, endsAt });
  const held = await stage.reserve(event, { Regular: 2 });
  await stage.pay(held);
  const page = await openPage({ theme: "dark" });
  await page.goto(held.path);

  const [pdf] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as PDF" }).click(),
  ]);
  expect(pdf.suggestedFilename()).toBe(`tickets-${held.reservation.code}.pdf`);
  expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe("%PDF-");

  const [calendar] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Add to calendar" }).click(),
  ]);
  const file = await readFile(await calendar.path(), "utf8");
  expect(file).toContain(String.raw`SUMMARY:Zażółć\, gęślą\; jaźń`);
  expect(file).not.toContain(held.accessToken);

  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("banner").isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  expect(await page.getByRole("article").count()).toBe(2);
  for (const article of await page.getByRole("article").all()) {
    expect(await article.isVisible()).toBe(true);
  }
  const body = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(body).toBe("rgb(250, 249, 247)");
});

test("a PDF that cannot be had says why, and the tickets stay", async ({ stage, openPage }) => {
  const held = await stage.reserve(await stage.publish(), { Regular: 1 });
  await stage.pay(held);
  const page = await openPage();
  allowProblems(page, /reply: 503 GET \/documents/);
  let headers: Record<string, string> = {};
  await page.route("**/documents/**", (route) => route.fulfill({ status: 503, headers, json: {} }));
  await page.goto(held.path);
  const button = page.getByRole("button", { name: "Download as PDF" });
  await button.click();
  await page.getByRole("alert").getByText("Many people want theirs right now").waitFor();
  expect(await page.getByRole("article").count()).toBe(1);
  // Where the server says for how long, the page comes back by itself.
  headers = { "retry-after": "0" };
  const refused = page.waitForResponse("**/documents/**");
  const download = page.waitForEvent("download");
  await button.click();
  await refused;
  await page.unroute("**/documents/**");
  await download;
});

test("a ticket that was admitted says so, and a refunded one is void", async ({
  stage,
  openPage,
}) => {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: 2 });
  const { tickets } = await stage.pay(held, "refund_error");
  const code = tickets[0]?.code ?? "";
  await stage.organizer.organizer.checkIn.mutate({ eventId: event.id, code });
  const page = await openPage(PHONE);
  await page.goto(held.path);
  await page.getByText(/^Admitted at \d\d:\d\d$/).waitFor();
  expect(await page.getByText(/^Admitted at/).count()).toBe(1);

  await stage.refund(held);
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
  );
  await page.getByRole("heading", { level: 1, name: /Your money/ }).waitFor();
  await page.getByText("Not valid").first().waitFor();
  expect(await page.getByRole("img", { name: /QR code/ }).count()).toBe(0);
  await retryRefund(stage, held);
  await page
    .getByRole("heading", { level: 1, name: "Your money was paid back" })
    .waitFor({ timeout: REFUNDED_MS_MAX });
  await page.getByText("€98.00 went back to the card").waitFor();
});

/** Lets the refund that the gateway has refused once be tried again now. */
async function retryRefund({ databaseUrl }: Stage, held: Held): Promise<void> {
  const id = held.reservation.id;
  const attempts = "SELECT 1 FROM refunds WHERE reservation_id = $1 AND attempts > 0";
  await expect
    .poll(async () => (await query(databaseUrl, attempts, [id])).length, { timeout: 10_000 })
    .toBe(1);
  const due = "UPDATE refunds SET next_attempt_at = clock_timestamp() WHERE reservation_id = $1";
  await query(databaseUrl, due, [id]);
}

/** What a scanner reads from the first QR code of a page. */
async function readCode(page: Page): Promise<string> {
  const { width, data } = await page.evaluate(() => {
    const svg = document.querySelector('article svg[role="img"]');
    const modules = Number(svg?.getAttribute("viewBox")?.split(" ")[2]);
    const pixels = 8;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = modules * pixels;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(pixels, pixels);
    context.fillStyle = "#000000";
    const path = new Path2D(svg?.querySelector("path")?.getAttribute("d") ?? "");
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- of a canvas
    context.fill(path);
    return {
      width: canvas.width,
      data: [...context.getImageData(0, 0, canvas.width, canvas.width).data],
    };
  });
  return decodeQR({ width, height: width, data: Uint8Array.from(data) });
}
