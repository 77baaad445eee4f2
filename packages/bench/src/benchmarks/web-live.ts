import { randomUUID } from "node:crypto";
import { spreadOf } from "../figures/percentile.ts";
import { type EventPages, openEventPages } from "../web/event-page.ts";
import { type Benchmark, NO_CHROMIUM } from "./benchmark.ts";

/** How soon a buyer sees what another one took. */
export const webLive: Benchmark = {
  name: "web-live",
  title: "from one buyer's reservation being sent to its showing on another's event page",
  group: "web",
  goal: { compare: "<=", bound: 1_000 },
  async run(stage) {
    await using pages = await openEventPages(stage);
    if (pages === undefined) return { skipped: NO_CHROMIUM };
    const page = await pages.open();
    await page.goto(pages.url);
    await page.getByText("Live", { exact: true }).waitFor();
    const timesMs: number[] = [];
    for (let round = 1; round <= stage.scale.rounds; round++) {
      const left = new Intl.NumberFormat("en-GB").format(pages.capacity - round);
      const sentAt = performance.now();
      const shown = page.waitForFunction(
        (text) => document.querySelector("main")?.textContent.includes(text) === true,
        left,
        { polling: "raf" },
      );
      await Promise.all([shown, reserveOne(pages)]);
      timesMs.push(performance.now() - sentAt);
    }
    return { figure: { unit: "ms", spread: spreadOf(timesMs) } };
  },
};

async function reserveOne({ port, event }: EventPages): Promise<void> {
  const reply = await fetch(`http://127.0.0.1:${port}/trpc/reservations.create`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      eventId: event.id,
      items: [{ ticketTypeId: event.ticketTypeIds[0], quantity: 1 }],
      customer: { email: "buyer@example.com" },
      idempotencyKey: randomUUID(),
    }),
  });
  if (!reply.ok) throw new Error(`the reservation was answered with ${reply.status}`);
}
