import { isUnavailable, SQLSTATE, sqlState } from "@stampede/db/errors";
import { DomainError } from "../errors.ts";
import type { GroupOutcome } from "./group-decision.ts";
import { type GroupKind, createGroupPlaces } from "./group-places.ts";
import type { ReservationRequest } from "./request.ts";

const GROUP_SIZE_MAX = 256;
/** Requests of one event that wait; at 5 000 a second it is what a buyer would wait a second for. */
const QUEUE_LENGTH_MAX = 5_000;
/** Requests that wait over all events: made-up ids must not fill the memory. */
const WAITING_MAX = 20_000;
/**
 * A request that has waited longer is answered instead of being sent: less than the time after which
 * its caller is told that the outcome is not known.
 */
export const QUEUE_DEADLINE_MS = 1_500;
/** How often those who wait are looked through for the late. */
const LATE_CHECK_MS = 100;
/**
 * Groups of one event at once. The second waits for the first's lock in the database, so that one is
 * decided there while the replies of the other are written here.
 */
const GROUPS_PER_EVENT_MAX = 2;
/** Fewer than this wait for the first group to end: a crowd is served best by few and full groups. */
const SECOND_GROUP_SIZE_MIN = 64;
/** Groups at once over all events; each takes a connection. */
const GROUPS_IN_FLIGHT_MAX = 6;
/** Times that a group is sent when the connection breaks or a key was taken meanwhile. */
const ATTEMPTS_MAX = 3;
const OVERLOADED_RETRY_MS = 1_000;

/**
 * Gathers the requests of each event while its last group is being committed, and sends them
 * together: a hot ticket type costs one commit for each group and not for each buyer. Without a
 * crowd a request is a group of its own and waits for nothing.
 */
export interface ReservationQueue<Outcome = GroupOutcome> {
  /**
   * Decides one request. An aborted request is dropped if its group has not been sent.
   *
   * @param deadlineMs by `performance.now()`: once it has passed the request is not sent. Whoever
   *   waits in two queues has one for both. Default 1.5 s from now.
   * @throws {DomainError} OVERLOADED when too many wait, or it waited too long.
   * @throws the database's error when it is out of reach: then the outcome is not known.
   */
  submit(request: ReservationRequest, signal?: AbortSignal, deadlineMs?: number): Promise<Outcome>;
}

/** Decides a group of requests of one event, in order; their keys differ. */
export type DecideGroup<Outcome = GroupOutcome> = (
  eventId: string,
  requests: readonly ReservationRequest[],
) => Promise<readonly Outcome[]>;

interface Member<Outcome> {
  readonly request: ReservationRequest;
  readonly signal: AbortSignal | undefined;
  readonly deadlineMs: number;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

interface QueueLimits {
  /** Requests in one group; 1 is what every reservation on its own costs. */
  readonly groupSizeMax?: number | undefined;
  /** Groups at once over all events. */
  readonly inFlightMax?: number;
}

/** A queue in this process's memory; any number of processes may have their own. */
export function createReservationQueue<Outcome>(
  decide: DecideGroup<Outcome>,
  { groupSizeMax = GROUP_SIZE_MAX, inFlightMax = GROUPS_IN_FLIGHT_MAX }: QueueLimits = {},
): ReservationQueue<Outcome> {
  const waiting = new Map<string, Member<Outcome>[]>();
  /** Events for which so many wait that a second group is worth it, in the order of their turns. */
  const crowds = new Set<string>();
  const places = createGroupPlaces(inFlightMax);
  let waitingCount = 0;

  const noteCrowd = (eventId: string, length: number): void => {
    if (places.isShared && length >= SECOND_GROUP_SIZE_MIN) crowds.add(eventId);
    else crowds.delete(eventId);
  };
  const sendNext = (eventId: string, kind: GroupKind): void => {
    const members = waiting.get(eventId) ?? [];
    if (!mayBegin(places.begunOf(eventId), members.length)) return;
    const lengthBefore = members.length;
    const group = takeGroup(members, groupSizeMax);
    waitingCount -= lengthBefore - members.length;
    // To the back, or the events in front would take every place that gets free.
    waiting.delete(eventId);
    crowds.delete(eventId);
    if (members.length > 0) waiting.set(eventId, members);
    noteCrowd(eventId, members.length);
    if (group.length === 0) return;
    const leave = places.take(eventId, kind);
    void sendGroup(decide, eventId, group).finally(() => {
      leave();
      sendReady();
    });
  };
  const sendReady = (): void => {
    for (const eventId of crowds) {
      if (!places.has("crowd")) break;
      sendNext(eventId, "crowd");
    }
    for (const eventId of waiting.keys()) {
      if (!places.has("few")) return;
      if (!crowds.has(eventId)) sendNext(eventId, "few");
    }
  };

  const checkLater = repeatWhile(() => {
    const nowMs = performance.now();
    for (const [eventId, members] of waiting) {
      const late = takeLate(members, nowMs);
      waitingCount -= late.length;
      for (const member of late) member.reject(overloaded());
      noteCrowd(eventId, members.length);
      if (members.length === 0) waiting.delete(eventId);
    }
    return waiting.size > 0;
  });

  return {
    submit(request, signal, deadlineMs = performance.now() + QUEUE_DEADLINE_MS) {
      return new Promise((resolve, reject) => {
        const members = waiting.get(request.eventId) ?? [];
        if (members.length >= QUEUE_LENGTH_MAX || waitingCount >= WAITING_MAX) {
          reject(overloaded());
          return;
        }
        members.push({ request, signal, deadlineMs, resolve, reject });
        waiting.set(request.eventId, members);
        waitingCount++;
        noteCrowd(request.eventId, members.length);
        checkLater();
        // The requests that arrive in the same turn of the event loop share the first group.
        if (members.length === 1 || members.length === SECOND_GROUP_SIZE_MIN) {
          setImmediate(sendReady);
        }
      });
    },
  };
}

/** Whether another group of an event may be sent beside those that are, with so many waiting for it. */
function mayBegin(begun: number, length: number): boolean {
  return begun === 0 || (begun < GROUPS_PER_EVENT_MAX && length >= SECOND_GROUP_SIZE_MIN);
}

/** Gives what starts to look now and then, for as long as `look` says that there is more to come. */
function repeatWhile(look: () => boolean): () => void {
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (look()) start();
    }, LATE_CHECK_MS);
  };
  return start;
}

/** Takes those out whose deadline has passed, wherever they stand: some have waited elsewhere before. */
function takeLate<Outcome>(members: Member<Outcome>[], nowMs: number): Member<Outcome>[] {
  const late = members.filter(({ deadlineMs }) => deadlineMs < nowMs);
  if (late.length === 0) return late;
  members.splice(0, members.length, ...members.filter(({ deadlineMs }) => deadlineMs >= nowMs));
  return late;
}

/**
 * Takes the next group off the front, dropping those that are aborted or late. A key that is in the
 * group already stays behind: its second request is then answered as a replay of the first.
 */
function takeGroup<Outcome>(members: Member<Outcome>[], groupSizeMax: number): Member<Outcome>[] {
  const group: Member<Outcome>[] = [];
  const keys = new Set<string>();
  const stay: Member<Outcome>[] = [];
  let taken = 0;
  for (const member of members) {
    if (group.length === groupSizeMax) break;
    taken++;
    const { request, signal, deadlineMs } = member;
    if (signal?.aborted === true) member.reject(signal.reason);
    else if (performance.now() > deadlineMs) member.reject(overloaded());
    else if (keys.has(request.idempotencyKey)) stay.push(member);
    else {
      keys.add(request.idempotencyKey);
      group.push(member);
    }
  }
  members.splice(0, taken, ...stay);
  return group;
}

async function sendGroup<Outcome>(
  decide: DecideGroup<Outcome>,
  eventId: string,
  group: Member<Outcome>[],
): Promise<void> {
  try {
    const outcomes = await sendSurely(decide, eventId, group);
    // Not before the next group is on its way: the database then works while these are answered.
    setImmediate(() => answer(group, outcomes));
  } catch (error) {
    if (group.length === 1 || isUnavailable(error)) {
      for (const member of group) member.reject(error);
      return;
    }
    // One request spoils the group: halving finds it, and the others go through.
    const middle = Math.ceil(group.length / 2);
    for (const half of [group.slice(0, middle), group.slice(middle)]) {
      if (isLate(half)) for (const member of half) member.reject(error);
      else await sendGroup(decide, eventId, half);
    }
  }
}

function answer<Outcome>(group: readonly Member<Outcome>[], outcomes: readonly Outcome[]): void {
  group.forEach((member, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) member.reject(new Error("the group left out a request"));
    else member.resolve(outcome);
  });
}

async function sendSurely<Outcome>(
  decide: DecideGroup<Outcome>,
  eventId: string,
  group: readonly Member<Outcome>[],
): Promise<readonly Outcome[]> {
  const requests = group.map(({ request }) => request);
  for (let attempt = 1; ; attempt++) {
    try {
      return await decide(eventId, requests);
    } catch (error) {
      // Sending again looks the keys up first, so a commit whose answer was lost is found.
      const again = isUnavailable(error) || sqlState(error) === SQLSTATE.uniqueViolation;
      if (!again || attempt === ATTEMPTS_MAX || isLate(group)) throw error;
    }
  }
}

/** Whether everybody has been told by now that the outcome is not known: nothing is held for them. */
function isLate(group: readonly Member<unknown>[]): boolean {
  const nowMs = performance.now();
  return group.every(({ deadlineMs }) => deadlineMs < nowMs);
}

function overloaded(): DomainError<"OVERLOADED"> {
  const retryAt = new Date(Date.now() + OVERLOADED_RETRY_MS).toISOString();
  return new DomainError("OVERLOADED", "Too many buyers at once. Please try again.", { retryAt });
}
