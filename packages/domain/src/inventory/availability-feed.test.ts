import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { cancelReservation } from "../reservations/cancel-reservation.ts";
import { reserve } from "../reservations/reserve.ts";
import { createAvailabilityFeed } from "./availability-feed.ts";
import {
  type AvailabilityReader,
  type AvailabilitySnapshot,
  createAvailabilityReader,
} from "./availability-reader.ts";

const LOG = { warn: () => undefined, error: () => undefined };

let tests: TestContext;
beforeAll(async () => {
  tests = await createTestContext();
});
afterAll(() => tests[Symbol.asyncDispose]());

/** A feed, and a reader that counts; both end with the scope. */
function createScene() {
  const inner = createAvailabilityReader(tests.db);
  let reads = 0;
  const reader: AvailabilityReader = {
    read(eventId) {
      reads += 1;
      return inner.read(eventId);
    },
  };
  const feed = createAvailabilityFeed(reader, LOG);
  return { feed, reader, reads: () => reads, [Symbol.dispose]: () => feed.close() };
}

async function stateOf(
  reader: AvailabilityReader,
  event: TestEvent,
): Promise<AvailabilitySnapshot> {
  const snapshot = await reader.read(event.id);
  if (snapshot === undefined) throw new Error("no such event");
  return snapshot;
}

const availableOf = ({ availability }: AvailabilitySnapshot) =>
  availability.ticketTypes[0]?.available;

test("all watchers are told the same snapshot of a change, once, and nothing else", async () => {
  const event = await tests.publish({ Regular: {} });
  using scene = createScene();
  const known = await stateOf(scene.reader, event);
  const told = Array.from({ length: 100 }, (): AvailabilitySnapshot[] => []);
  for (const list of told) scene.feed.subscribe(known, (snapshot) => list.push(snapshot));

  await reserve(tests.ctx, event.request({ Regular: 1 }));
  await waitFor(() => told.every((list) => list.length > 0));
  const readsBefore = scene.reads();
  await waitFor(() => scene.reads() >= readsBefore + 2);

  expect(new Set(told.flat()).size).toBe(1);
  expect(told.map((list) => list.map(availableOf))).toEqual(told.map(() => [99]));
});

test("a watcher that has seen less than the others is told what they were", async () => {
  const event = await tests.publish({ Regular: {} });
  using scene = createScene();
  const known = await stateOf(scene.reader, event);
  const early: AvailabilitySnapshot[] = [];
  scene.feed.subscribe(known, (snapshot) => early.push(snapshot));
  await reserve(tests.ctx, event.request({ Regular: 1 }));
  await waitFor(() => early.length === 1);

  const late: AvailabilitySnapshot[] = [];
  scene.feed.subscribe(known, (snapshot) => late.push(snapshot));
  expect(late).toEqual(early);
});

test("a watcher that begins with a change hears when it is undone, and nobody hears of what he has", async () => {
  const event = await tests.publish({ Regular: {} });
  const inner = createAvailabilityReader(tests.db);
  const before = await stateOf(inner, event);
  const { accessToken, reservation } = await reserve(tests.ctx, event.request({ Regular: 1 }));
  const changed = await stateOf(inner, event);
  await cancelReservation(tests.ctx, { reservationId: reservation.id }, accessToken);
  let polls = 0;
  const reader: AvailabilityReader = {
    read(eventId) {
      polls += 1;
      return inner.read(eventId);
    },
  };
  const feed = createAvailabilityFeed(reader, LOG);
  const [first, second]: [AvailabilitySnapshot[], AvailabilitySnapshot[]] = [[], []];
  feed.subscribe(before, (snapshot) => first.push(snapshot));
  feed.subscribe(changed, (snapshot) => second.push(snapshot));
  await waitFor(() => polls >= 4);
  expect([first, second.map(availableOf)]).toEqual([[], [100]]);
  feed.close();
});

test("sales without end are told at most 5 times a second, and the last of them is", async () => {
  const event = await tests.publish({ Regular: { capacity: 10_000 } });
  using scene = createScene();
  const toldAtMs: number[] = [];
  let newest: AvailabilitySnapshot | undefined;
  scene.feed.subscribe(await stateOf(scene.reader, event), (snapshot) => {
    toldAtMs.push(performance.now());
    newest = snapshot;
  });
  let sold = 0;
  while (toldAtMs.length < 4) {
    await reserve(tests.ctx, event.request({ Regular: 1 }));
    sold += 1;
  }
  const gapsMs = toldAtMs.slice(1).map((atMs, index) => atMs - (toldAtMs[index] ?? 0));
  // Timers have a resolution of 1 ms.
  for (const gapMs of gapsMs) expect(gapMs).toBeGreaterThan(190);
  await waitFor(() => newest !== undefined && availableOf(newest) === 10_000 - sold);
});

test("very many watchers are told less often", async () => {
  const event = await tests.publish({ Regular: { capacity: 10_000 } });
  using scene = createScene();
  const known = await stateOf(scene.reader, event);
  const toldAtMs: number[] = [];
  scene.feed.subscribe(known, () => toldAtMs.push(performance.now()));
  for (let more = 0; more < 2_500; more++) scene.feed.subscribe(known, () => undefined);
  while (toldAtMs.length < 4) await reserve(tests.ctx, event.request({ Regular: 1 }));
  // The first look was planned while one watched.
  const [, second = 0, third = 0, fourth = 0] = toldAtMs;
  for (const gapMs of [third - second, fourth - third]) expect(gapMs).toBeGreaterThan(490);
});

test("nothing is read while nobody watches", async () => {
  const event = await tests.publish({ Regular: {} });
  using scene = createScene();
  const leave = scene.feed.subscribe(await stateOf(scene.reader, event), () => undefined);
  await waitFor(() => scene.reads() >= 2);
  leave();
  const reads = scene.reads();
  // Absence can only be seen over some time: two polls would have come.
  await pause(500);
  expect(scene.reads()).toBe(reads);
});

test("one that left is not told, and those that stay are", async () => {
  const event = await tests.publish({ Regular: {} });
  using scene = createScene();
  const known = await stateOf(scene.reader, event);
  const [left, stayed]: [unknown[], unknown[]] = [[], []];
  const leave = scene.feed.subscribe(known, (snapshot) => left.push(snapshot));
  scene.feed.subscribe(known, (snapshot) => stayed.push(snapshot));
  leave();
  leave();
  await reserve(tests.ctx, event.request({ Regular: 1 }));
  await waitFor(() => stayed.length === 1);
  expect(left).toEqual([]);
});

test("a watcher that throws keeps no other from being told", async () => {
  const event = await tests.publish({ Regular: {} });
  using scene = createScene();
  const known = await stateOf(scene.reader, event);
  const told: AvailabilitySnapshot[] = [];
  scene.feed.subscribe(known, () => {
    throw new Error("gone");
  });
  scene.feed.subscribe(known, (snapshot) => told.push(snapshot));
  await reserve(tests.ctx, event.request({ Regular: 1 }));
  expect(await waitFor(() => told.length === 1)).toBe(true);
});

test("a failing read of one event delays nobody who watches another", async () => {
  const [good, bad] = [await tests.publish({ Regular: {} }), await tests.publish({ Regular: {} })];
  const inner = createAvailabilityReader(tests.db);
  const states = [await inner.read(good.id), await inner.read(bad.id)];
  const reader: AvailabilityReader = {
    read: (eventId) =>
      eventId === bad.id ? Promise.reject(new Error("away")) : inner.read(eventId),
  };
  const feed = createAvailabilityFeed(reader, LOG);
  const told: AvailabilitySnapshot[] = [];
  for (const known of states) {
    if (known !== undefined) feed.subscribe(known, (snapshot) => told.push(snapshot));
  }
  await reserve(tests.ctx, good.request({ Regular: 1 }));
  expect(await waitFor(() => told.length === 1)).toBe(true);
  feed.close();
});

test("closing says so, and no watcher is told anything more", async () => {
  const event = await tests.publish({ Regular: {} });
  using scene = createScene();
  const told: unknown[] = [];
  scene.feed.subscribe(await stateOf(scene.reader, event), (snapshot) => told.push(snapshot));
  scene.feed.close();
  expect(scene.feed.closing.aborted).toBe(true);
  await reserve(tests.ctx, event.request({ Regular: 1 }));
  const reads = scene.reads();
  await pause(500);
  expect(scene.reads()).toBe(reads);
  expect(told).toEqual([]);
});
