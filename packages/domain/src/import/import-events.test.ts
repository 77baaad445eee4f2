import { events, organizers, ticketTypes } from "@stampede/db/schema";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { createTestContext } from "../../tests/test-context.ts";
import { importEvents, type ImportInput } from "./import-events.ts";
import { parseSchemaOrg } from "./parse-schema-org.ts";

const record = (changes: object) => ({
  "@type": "Event",
  name: "A",
  startDate: "2027-06-01T20:00",
  offers: [
    { "@type": "Offer", name: "Regular", price: 10, priceCurrency: "EUR", inventoryLevel: 5 },
  ],
  ...changes,
});

const input = (records: readonly object[], changes: Partial<ImportInput> = {}): ImportInput => ({
  organizer: { slug: "opera", name: "The Opera" },
  records: parseSchemaOrg(JSON.stringify(records)),
  mapping: { timezone: "UTC", startTime: "09:00", ticketTypes: [] },
  publish: true,
  dryRun: false,
  ...changes,
});

it("puts the good records in and refuses each bad one with its place and reason", async () => {
  await using test = await createTestContext();
  const result = await importEvents(
    test.ctx,
    input([
      record({ name: "A" }),
      record({ name: "B", startDate: "never" }),
      record({ name: "C" }),
    ]),
  );
  expect(result).toMatchObject({ created: 2, unchanged: 0, duplicates: [] });
  expect(result.refused).toEqual([
    { place: "[1]", name: "B", reason: 'has a startDate that is not an ISO 8601 date: "never"' },
  ]);
  const rows = await test.db.orm
    .select({ name: events.name, slug: events.slug, status: events.status, of: organizers.name })
    .from(events)
    .innerJoin(organizers, eq(organizers.id, events.organizerId))
    .orderBy(events.name);
  expect(rows).toEqual([
    { name: "A", slug: "a", status: "published", of: "The Opera" },
    { name: "C", slug: "c", status: "published", of: "The Opera" },
  ]);
});

it("changes nothing when it runs again, and neither when it runs twice at once", async () => {
  await using test = await createTestContext();
  const several = Array.from({ length: 250 }, (_, index) =>
    record({ name: `Event ${index % 200}`, url: `https://x.example/${index}` }),
  );
  const results = await Promise.all([
    importEvents(test.ctx, input(several)),
    importEvents(test.ctx, input(several)),
  ]);
  expect(results.map(({ created }) => created).reduce((sum, created) => sum + created)).toBe(250);
  const before = await test.db.orm.select().from(events).orderBy(events.id);
  expect(await importEvents(test.ctx, input(several))).toMatchObject({
    created: 0,
    unchanged: 250,
  });
  expect(await test.db.orm.select().from(events).orderBy(events.id)).toEqual(before);
  expect(await test.db.orm.select().from(ticketTypes)).toHaveLength(250);
});

it("counts a record that a file holds twice once, and says where the first is", async () => {
  await using test = await createTestContext();
  const result = await importEvents(
    test.ctx,
    input([record({}), record({ name: "B" }), record({})]),
  );
  expect(result).toMatchObject({ created: 2, unchanged: 0 });
  expect(result.duplicates).toEqual([{ place: "[2]", name: "A", firstPlace: "[0]" }]);
});

it("knows an event by its @id when its name and date have changed", async () => {
  await using test = await createTestContext();
  await importEvents(test.ctx, input([record({ "@id": "https://x.example/1" })]));
  const renamed = record({ "@id": "https://x.example/1", name: "New", startDate: "2027-07-01" });
  expect(await importEvents(test.ctx, input([renamed]))).toMatchObject({
    created: 0,
    unchanged: 1,
  });
});

it("gives two organizers each an event of their own, with slugs that differ", async () => {
  await using test = await createTestContext();
  await importEvents(test.ctx, input([record({})]));
  const other = { organizer: { slug: "theatre", name: "The Theatre" } };
  expect(await importEvents(test.ctx, input([record({})], other))).toMatchObject({ created: 1 });
});

it("says what it would do and writes nothing in a dry run", async () => {
  await using test = await createTestContext();
  const records = [record({}), record({ name: "" })];
  expect(await importEvents(test.ctx, input(records, { dryRun: true }))).toMatchObject({
    created: 1,
    refused: [{ place: "[1]" }],
  });
  expect(await test.db.orm.select().from(events)).toEqual([]);
  const slugs = await test.db.orm.select({ slug: organizers.slug }).from(organizers);
  expect(slugs).not.toContainEqual({ slug: "opera" });
});

it("leaves drafts without publish, and brings cancelled events in as cancelled", async () => {
  await using test = await createTestContext();
  const records = [record({}), record({ name: "B", eventStatus: "EventCancelled" })];
  await importEvents(test.ctx, input(records, { publish: false }));
  const rows = await test.db.orm
    .select({ status: events.status })
    .from(events)
    .orderBy(events.name);
  expect(rows).toEqual([{ status: "draft" }, { status: "cancelled" }]);
});

it("tells how many records are done, up to all", async () => {
  await using test = await createTestContext();
  const told: number[] = [];
  const several = Array.from({ length: 25 }, (_, index) => record({ name: `Event ${index}` }));
  await importEvents(test.ctx, input([...several, {}], { onProgress: (done) => told.push(done) }));
  // The one that is refused is done at once, the others by tens.
  expect(told).toEqual([1, 11, 21, 26]);
});
