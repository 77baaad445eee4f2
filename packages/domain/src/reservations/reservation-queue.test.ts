import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { GroupOutcome } from "./group-decision.ts";
import type { ReservationRequest } from "./request.ts";
import { type DecideGroup, createReservationQueue } from "./reservation-queue.ts";

const EVENT = "01890000-0000-7000-8000-000000000001";

function request(idempotencyKey: string, eventId = EVENT): ReservationRequest {
  return {
    eventId,
    idempotencyKey,
    hash: 1n,
    lines: [{ ticketTypeId: "t", quantity: 1 }],
    customer: { email: "buyer@example.com", name: null },
  };
}

const replayed = ({ idempotencyKey }: ReservationRequest): GroupOutcome => ({
  kind: "replayed",
  reservationId: idempotencyKey,
  createdAt: new Date(0),
});

/** Commits that the test ends by hand, with the keys of each group that was sent. */
function heldCommits() {
  const groups: { keys: string[]; end: () => void; fail: (error: Error) => void }[] = [];
  const commit: DecideGroup = (_, requests) => {
    const { promise, resolve, reject } = Promise.withResolvers<GroupOutcome[]>();
    groups.push({
      keys: requests.map(({ idempotencyKey }) => idempotencyKey),
      end: () => resolve(requests.map(replayed)),
      fail: reject,
    });
    return promise;
  };
  const sent = (count: number) => vi.waitFor(() => expect(groups).toHaveLength(count));
  return { groups, commit, sent };
}

/** As PostgreSQL reports a connection that it ends. */
function connectionLost(): Error {
  return Object.assign(new Error("terminating connection"), { code: "57P01", severity: "FATAL" });
}

describe("the reservation queue", () => {
  test("gathers what arrives while a group is committed, in the order of arrival", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const first = queue.submit(request("a"));
    await sent(1);
    const rest = ["b", "c", "d"].map((key) => queue.submit(request(key)));
    groups[0]?.end();
    await first;
    await sent(2);
    groups[1]?.end();
    await Promise.all(rest);
    expect(groups.map(({ keys }) => keys)).toEqual([["a"], ["b", "c", "d"]]);
  });

  test("sends the next group before it answers the last", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const sentWhenAnswered = queue.submit(request("a")).then(() => groups.length);
    await sent(1);
    const next = queue.submit(request("b"));
    groups[0]?.end();
    expect(await sentWhenAnswered).toBe(2);
    groups[1]?.end();
    await next;
  });

  test("answers each request with its own outcome, whatever arrives when", async () => {
    const arrivals = fc.array(fc.tuple(fc.nat(3), fc.nat(5)), { maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.scheduler(), async (requests, scheduler) => {
        const queue = createReservationQueue(
          scheduler.scheduleFunction(async (_: string, group: readonly ReservationRequest[]) => {
            const keys = group.map(({ idempotencyKey }) => idempotencyKey);
            expect(new Set(keys).size).toBe(keys.length);
            return group.map(replayed);
          }),
        );
        const answers = requests.map(([event, key]) =>
          queue.submit(request(`${event}-${key}`, `event-${event}`)),
        );
        const outcomes = await scheduler.waitFor(Promise.all(answers));
        expect(outcomes).toEqual(
          requests.map(([event, key]) =>
            expect.objectContaining({ reservationId: `${event}-${key}` }),
          ),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("keeps the second request under one key for the group after the first", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const answers = ["a", "a", "b"].map((key) => queue.submit(request(key)));
    await sent(1);
    groups[0]?.end();
    await sent(2);
    groups[1]?.end();
    await Promise.all(answers);
    expect(groups.map(({ keys }) => keys)).toEqual([["a", "b"], ["a"]]);
  });

  test("drops a request that is aborted before its group is sent", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const first = queue.submit(request("a"));
    await sent(1);
    const gone = new AbortController();
    const dropped = queue.submit(request("b"), gone.signal).catch((error: unknown) => error);
    const kept = queue.submit(request("c"));
    gone.abort();
    groups[0]?.end();
    await sent(2);
    groups[1]?.end();
    expect(await dropped).toMatchObject({ name: "AbortError" });
    await Promise.all([first, kept]);
    expect(groups[1]?.keys).toEqual(["c"]);
  });

  test("is bounded: one request too many is told so at once", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const first = queue.submit(request("first"));
    await sent(1);
    const waiting = Array.from({ length: 5_000 }, (_, n) => queue.submit(request(`k${n}`)));
    await expect(queue.submit(request("late"))).rejects.toMatchObject({ reason: "OVERLOADED" });
    for (let n = 0; n < 21; n++) {
      await vi.waitFor(() => expect(groups.length).toBeGreaterThan(n));
      groups[n]?.end();
    }
    await Promise.all([first, ...waiting]);
    expect(Math.max(...groups.map(({ keys }) => keys.length))).toBe(256);
  });

  test("sends a second group of an event ahead for a crowd only, and never a third", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const crowd = Array.from({ length: 700 }, (_, n) => queue.submit(request(`k${n}`)));
    await sent(2);
    expect(groups.map(({ keys }) => keys.length)).toEqual([256, 256]);
    for (const group of groups) group.end();
    await sent(3);
    expect(groups[2]?.keys[0]).toBe("k512");
    groups[2]?.end();
    expect(await Promise.all(crowd)).toHaveLength(700);
  });

  test("is bounded over all events, by those who wait and not by those who ever came", async () => {
    const queue = createReservationQueue(async (_, requests) => requests.map(replayed));
    const submit = (n: number) => queue.submit(request(`k${n}`, `event-${n % 10}`));
    for (let wave = 0; wave < 2; wave++) {
      const crowd = Array.from({ length: 20_000 }, (_, n) => submit(n));
      await expect(submit(20_000)).rejects.toMatchObject({ reason: "OVERLOADED" });
      expect(await Promise.all(crowd)).toHaveLength(20_000);
    }
  });

  test("tells a request that has waited too long instead of sending it", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const first = queue.submit(request("a"));
    await sent(1);
    const late = queue.submit(request("b"));
    const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 1_501);
    // While the group before it is still under way: nobody waits for that.
    await expect(late).rejects.toMatchObject({ reason: "OVERLOADED" });
    now.mockRestore();
    groups[0]?.end();
    await first;
    expect(groups).toHaveLength(1);
  });

  test("ends a wait at the caller's own deadline, whoever stands before it", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const first = queue.submit(request("a"));
    await sent(1);
    const inTime = queue.submit(request("b"));
    const late = queue.submit(request("c"), undefined, performance.now());
    // While the group before it is still under way, and with the other still waiting.
    await expect(late).rejects.toMatchObject({ reason: "OVERLOADED" });
    groups[0]?.end();
    await first;
    await sent(2);
    groups[1]?.end();
    await inTime;
    expect(groups.map(({ keys }) => keys)).toEqual([["a"], ["b"]]);
  });

  test("lets only the request fail that spoils its group", async () => {
    const queue = createReservationQueue(async (_, requests) => {
      if (requests.some(({ idempotencyKey }) => idempotencyKey === "bad"))
        throw new Error("spoilt");
      return requests.map(replayed);
    });
    const keys = ["a", "b", "bad", "c", "d"];
    const results = await Promise.allSettled(keys.map((key) => queue.submit(request(key))));
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
  });

  test("sends a group again whose answer was lost, and gives up after the third time", async () => {
    let sends = 0;
    const queue = createReservationQueue(async (_, requests) => {
      sends++;
      if (requests[0]?.idempotencyKey === "lost once" && sends > 1) return requests.map(replayed);
      throw connectionLost();
    });
    await expect(queue.submit(request("lost once"))).resolves.toMatchObject({ kind: "replayed" });
    expect(sends).toBe(2);
    await expect(queue.submit(request("lost for good"))).rejects.toMatchObject({ code: "57P01" });
    expect(sends).toBe(5);
  });

  test.each([
    ["whose answer was lost", connectionLost()],
    ["that one request spoils", Object.assign(new Error("a value too large"), { code: "22003" })],
  ])("does not send a group %s again once nobody waits for its answer", async (_why, failure) => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const deadlineMs = performance.now() + 500;
    const late = ["a", "b"].map((key) => queue.submit(request(key), undefined, deadlineMs));
    await sent(1);
    await vi.waitFor(() => expect(performance.now()).toBeGreaterThan(deadlineMs));
    groups[0]?.fail(failure);
    const reasons = (await Promise.allSettled(late)).map((each) => "reason" in each && each.reason);
    expect(reasons).toEqual([failure, failure]);
    expect(groups).toHaveLength(1);
  });

  test("does not keep a crowd waiting behind any number of other events", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const others = Array.from({ length: 1_000 }, (_, index) =>
      queue.submit(request(`other-${index}`, `event-${index}`)),
    );
    await sent(4);
    const crowd = Array.from({ length: 64 }, (_, index) => queue.submit(request(`hot-${index}`)));
    await sent(5);
    expect(groups[4]?.keys).toHaveLength(64);
    for (let ended = 0; ended < 1_001; ended++) {
      await vi.waitFor(() => expect(groups.length).toBeGreaterThan(ended));
      groups[ended]?.end();
    }
    await Promise.all([...others, ...crowd]);
  });

  test("does not let crowds keep all others waiting", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const crowds = Array.from({ length: 3_000 }, (_, index) =>
      queue.submit(request(`hot-${index}`, `event-${index % 3}`)),
    );
    await sent(4);
    const other = queue.submit(request("other"));
    await sent(5);
    expect(groups[4]?.keys).toEqual(["other"]);
    groups[4]?.end();
    await other;
    const keysOf = (group: number): number => groups[group]?.keys.length ?? 0;
    expect([0, 1, 2, 3].map(keysOf)).toEqual([256, 256, 256, 256]);
    // What becomes of the crowds is nothing that this is about.
    void Promise.allSettled(crowds);
  });

  test("does not let one event wait for another's commit", async () => {
    const { groups, commit, sent } = heldCommits();
    const queue = createReservationQueue(commit);
    const hot = queue.submit(request("a", "hot"));
    await sent(1);
    const other = queue.submit(request("b", "other"));
    await sent(2);
    groups[1]?.end();
    await expect(other).resolves.toMatchObject({ reservationId: "b" });
    groups[0]?.end();
    await expect(hot).resolves.toMatchObject({ reservationId: "a" });
  });
});
