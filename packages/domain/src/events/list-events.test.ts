import { beforeAll, describe, expect, test } from "vitest";
import type { Organizer } from "../organizers/organizer.ts";
import { PAGE_BYTES_MAX } from "../page.ts";
import { cancelEvent } from "./cancel-event.ts";
import { aDraft, anEvent, anOrganizer, ticketType, useDatabase } from "./event.fixture.ts";
import { listEvents } from "./list-events.ts";
import { listOrganizerEvents } from "./list-organizer-events.ts";
import { listEventsInput, listEventsOutput, listOrganizerEventsInput } from "./shapes.ts";
import type { z } from "zod";

const ctx = useDatabase();
let organizer: Organizer;

async function names(input: z.input<typeof listEventsInput> = {}): Promise<string[]> {
  const { items } = await listEvents(ctx, listEventsInput.parse(input));
  return items.map(({ name }) => name);
}

beforeAll(async () => {
  organizer = await anOrganizer(ctx);
  const start = "2990-01-01T00:00:00Z";
  await anEvent(ctx, organizer, { name: "Third", startsAt: "2990-03-01T00:00:00Z" });
  await anEvent(ctx, organizer, {
    name: "Under way",
    startsAt: "2020-01-01T00:00:00Z",
    endsAt: start,
  });
  await anEvent(ctx, organizer, {
    name: "First",
    startsAt: start,
    description: "100% LIVE, sold_out last year",
    venue: { name: "Hala Ludowa", city: "Łódź" },
  });
  await anEvent(ctx, organizer, { name: "Second", startsAt: start });
  await anEvent(ctx, organizer, { name: "Over", startsAt: "2020-01-01T00:00:00Z" });
  await aDraft(ctx, organizer, { name: "Draft" });
  const cancelled = await anEvent(ctx, organizer, { name: "Cancelled" });
  await cancelEvent(ctx, { eventId: cancelled.id }, organizer);
});

describe("the public list", () => {
  test("has what is published and not over, soonest first, and shows no capacity", async () => {
    const page = await listEvents(ctx, listEventsInput.parse({}));
    expect(page.items.map(({ name }) => name)).toEqual(["Under way", "First", "Second", "Third"]);
    expect(page.nextCursor).toBeNull();
    expect(listEventsOutput.parse(page)).toEqual(page);
  });

  test("gives each event once over its pages, those that start together too", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listEvents(ctx, listEventsInput.parse({ limit: 1, cursor }));
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null && seen.length < 10);
    expect(seen).toEqual(["Under way", "First", "Second", "Third"]);
  });

  test.each([
    ["łÓDŹ", ["First"]],
    ["ludowa first", ["First"]],
    ["  ", ["Under way", "First", "Second", "Third"]],
    ["100%", ["First"]],
    ["0%l", []],
    ["sold_out", ["First"]],
    ["sold%out", []],
    ["s_ld", []],
    ["\\", []],
    ["' OR 1=1 --", []],
    ["first third", []],
  ])("searches for %j in any case, with wildcards as themselves", async (search, found) => {
    expect(await names({ search })).toEqual(found);
  });

  test("refuses a forged cursor", async () => {
    for (const cursor of ["", "x", "A".repeat(31), "!".repeat(32), "f".repeat(32)]) {
      await expect(listEvents(ctx, listEventsInput.parse({ cursor }))).rejects.toMatchObject({
        reason: "INVALID_INPUT",
        details: { issues: [{ path: ["cursor"] }] },
      });
    }
  });
});

describe("a page of large events", () => {
  const DESCRIPTION = "ż".repeat(19_999);
  const TICKET_TYPE_DESCRIPTION = "\u{1F3AB}".repeat(999);
  const EVENTS = 16;
  let owner: Organizer;

  beforeAll(async () => {
    owner = await anOrganizer(ctx);
    for (let made = 0; made < EVENTS; made++) {
      await anEvent(ctx, owner, {
        name: `Large ${made}`,
        startsAt: "2995-01-01T00:00:00Z",
        description: DESCRIPTION,
        ticketTypes: Array.from({ length: made % 2 === 0 ? 100 : 1 }, (_, n) => ({
          ...ticketType(`${n}`.padStart(200, "n"), 1),
          description: TICKET_TYPE_DESCRIPTION,
        })),
      });
    }
  });

  test.each([
    ["the public list", (page: Page) => listEvents(ctx, { ...page, search: "large" })],
    ["an organizer's list", (page: Page) => listOrganizerEvents(ctx, page, owner)],
  ])("of %s ends early, and none is skipped", async (_name, list) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 100, cursor });
      expect(page.items.length).toBeGreaterThan(0);
      const bytes = Buffer.byteLength(JSON.stringify(page.items));
      expect(bytes).toBeLessThanOrEqual(PAGE_BYTES_MAX);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null && pages < 2 * EVENTS);
    expect(seen.toSorted()).toEqual(
      Array.from({ length: EVENTS }, (_, n) => `Large ${n}`).toSorted(),
    );
    expect(pages).toBeGreaterThan(2);
    expect(pages).toBeLessThan(EVENTS);
  });

  test("has one event, however large, where that is too large for any page", async () => {
    const [first] = (await listOrganizerEvents(ctx, { limit: 1 }, owner)).items;
    await ctx.db.pool.query("UPDATE events SET description = repeat('x', $2) WHERE id = $1", [
      first?.id,
      2 * PAGE_BYTES_MAX,
    ]);
    const page = await listOrganizerEvents(ctx, { limit: 100 }, owner);
    expect(page.items.map(({ id }) => id)).toEqual([first?.id]);
    expect(page.nextCursor).not.toBeNull();
  });
});

interface Page {
  readonly limit: number;
  readonly cursor?: string | null;
}

describe("an organizer's list", () => {
  const list = (input: z.input<typeof listOrganizerEventsInput>, owner: Organizer) =>
    listOrganizerEvents(ctx, listOrganizerEventsInput.parse(input), owner);

  test("has all of its own events and none of another's, with capacities", async () => {
    expect((await list({}, organizer)).items).toHaveLength(7);
    expect((await list({ status: "draft" }, organizer)).items).toMatchObject([
      { name: "Draft", ticketTypes: [{ capacity: 100 }] },
    ]);
    expect(await list({}, await anOrganizer(ctx))).toEqual({ items: [], nextCursor: null });
  });

  test("gives each event once over its pages", async () => {
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < 4; page++) {
      const { items, nextCursor } = await list({ limit: 2, cursor }, organizer);
      for (const { id } of items) seen.add(id);
      cursor = nextCursor;
    }
    expect(cursor).toBeNull();
    expect(seen.size).toBe(7);
  });
});
