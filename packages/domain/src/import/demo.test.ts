import { expect, it } from "vitest";
import { createTestContext } from "../../tests/test-context.ts";
import { checkInvariants } from "../checks/check-invariants.ts";
import { listEvents } from "../events/list-events.ts";
import { readAvailability } from "../inventory/read-availability.ts";
import { DEMO_EVENTS } from "./demo-events.ts";
import { loadDemoCatalogue } from "./demo.ts";

it("shows every state that a buyer can meet, with every invariant holding", async () => {
  await using test = await createTestContext();
  expect(await loadDemoCatalogue(test.ctx)).toBe(DEMO_EVENTS.length);

  const { items } = await listEvents(test.ctx, { limit: 100 });
  // The cancelled one is not listed.
  expect(items).toHaveLength(DEMO_EVENTS.length - 1);
  const statuses = new Map<string, string[]>();
  for (const { id, name } of items) {
    const { ticketTypes } = await readAvailability(test.ctx, { eventId: id });
    statuses.set(
      name,
      ticketTypes.map((type) => `${type.name} ${type.status} ${type.available}`),
    );
  }
  expect(Object.fromEntries(statuses)).toMatchObject({
    "Lantern River Festival": ["Regular on_sale 1966", "Premium on_sale 388", "VIP on_sale 52"],
    "A Thousand Oscillators": ["Regular on_sale 3", "VIP on_sale 1"],
    "Paper Moon Quartet: Songs for Small Rooms": ["Regular sold_out 0", "Premium sold_out 0"],
    "Last Tram Stories": ["Regular ended 120"],
    "Open Night at the Observatory": ["Free entry on_sale 286", "Premium on_sale 45"],
  });
  expect(statuses.get("Glass Mountain – Orchestra and Light")).toContain("VIP not_started 40");
  expect(new Set(items.map(({ timezone }) => timezone)).size).toBe(items.length);
  const broken = (await checkInvariants(test.db)).filter((report) => report.broken > 0);
  expect(broken).toEqual([]);
});

it("leaves a database alone that has any event", async () => {
  await using test = await createTestContext();
  await test.publish({ Regular: {} });
  expect(await loadDemoCatalogue(test.ctx)).toBe(0);
  expect((await listEvents(test.ctx, { limit: 100 })).items).toHaveLength(1);
});

it("sells nothing twice when two processes load it at once", async () => {
  await using test = await createTestContext();
  await Promise.all([loadDemoCatalogue(test.ctx), loadDemoCatalogue(test.ctx)]);
  const { rows } = await test.db.pool.query("SELECT sum(sold)::int AS sold FROM inventory");
  const sold = DEMO_EVENTS.flatMap((event) => event.ticketTypes).map((type) => type.sold ?? 0);
  expect(rows).toEqual([{ sold: sold.reduce((sum, tickets) => sum + tickets, 0) }]);
});
