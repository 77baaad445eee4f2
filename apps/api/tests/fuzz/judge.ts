import type { Reason } from "@stampede/domain/errors";
import { errorShape } from "@stampede/testing/procedure-call";
import { z } from "zod";
import { leakIn } from "../leaks.ts";
import { kindOf, outputSchemaOf } from "../router-procedures.ts";
import { CUT_OFF, type WireReply } from "./send.ts";

/** What no client waits longer for; a procedure's own deadline is 1.6 s. */
const ANSWER_MS_MAX = 5_000;
const FAULT = 500;
const ADDRESS_TOO_LONG = 431;

/** The statuses that each reason may come with. A reason that is missing here does not compile. */
const STATUSES: Readonly<Record<Reason, readonly number[]>> = {
  INVALID_INPUT: [400, 405, 413, 415],
  NOT_FOUND: [404],
  UNAUTHENTICATED: [401],
  SOLD_OUT: [409],
  ALL_HELD: [409],
  LIMIT_REACHED: [409],
  SALES_NOT_STARTED: [412],
  SALES_ENDED: [412],
  EVENT_NOT_ON_SALE: [412],
  RESERVATION_EXPIRED: [409],
  RESERVATION_CLOSED: [409],
  PAYMENT_IN_PROGRESS: [409],
  CARD_DECLINED: [402],
  PAYMENT_FAILED: [402],
  PAYMENT_PENDING: [408],
  CURRENCY_NOT_SUPPORTED: [400],
  IDEMPOTENCY_KEY_REUSED: [422],
  CAPACITY_TOO_SMALL: [409],
  // Limits are off, and one case at a time is no load.
  RATE_LIMITED: [],
  OVERLOADED: [],
  UNAVAILABLE: [],
};

const SALE = ["public.event_minutes", "public.inventory", "public.reservations"];
const PAYMENT = ["public.payments", "simulated_gateway.charges"];
/** Refusals that are told after something was done, and what that leaves behind. */
const AFTER_EFFECTS: Readonly<Record<string, readonly string[]>> = {
  CARD_DECLINED: [...PAYMENT, "public.reservations"],
  PAYMENT_FAILED: [...PAYMENT, "public.reservations"],
  PAYMENT_PENDING: [...PAYMENT, "public.reservations"],
};
/** The tables that a mutation may change where it is accepted. One that is missing here fails. */
const EFFECTS: Readonly<Record<string, readonly string[]>> = {
  "reservations.create": SALE,
  "reservations.cancel": SALE,
  "reservations.pay": [...SALE, ...PAYMENT, "public.event_pay_seconds", "public.tickets"],
  "organizer.events.create": ["public.events", "public.inventory", "public.ticket_types"],
  "organizer.events.update": ["public.earlier_names", "public.events"],
  "organizer.events.publish": ["public.events"],
  "organizer.events.cancel": ["public.events"],
  "organizer.ticketTypes.create": ["public.events", "public.inventory", "public.ticket_types"],
  "organizer.ticketTypes.update": [
    "public.earlier_names",
    "public.events",
    "public.inventory",
    "public.ticket_types",
  ],
  "organizer.reservations.refund": [
    ...SALE,
    "public.refunds",
    "simulated_gateway.charges",
    "simulated_gateway.refunds",
  ],
  "organizer.checkIn": ["public.tickets"],
};

/** What is wrong with a case, as the report counts it. */
export interface Problem {
  readonly kind: "changed rows" | "leak" | "other";
  readonly text: string;
}

/** How a case went: what it counts as, and what is wrong with it, if anything is. */
export interface Verdict {
  /** `2xx`, a reason, or what else there is to say of a reply. */
  readonly outcome: string;
  readonly problem: Problem | undefined;
}

/** Whether a reply refuses, and what it refuses was not first put to a gateway, which takes its time. */
export function isRefusedUnasked({ outcome }: Verdict): boolean {
  return outcome in STATUSES && AFTER_EFFECTS[outcome] === undefined;
}

/** Judges a reply by what the contract says of every procedure. Pure. */
export function judge(path: string, reply: WireReply, changed: readonly string[]): Verdict {
  const { status, text, elapsedMs } = reply;
  if (elapsedMs > ANSWER_MS_MAX) return wrong("late", `answered after ${elapsedMs} ms`);
  if (status >= FAULT) return wrong("5xx", `status ${status}: ${text}`);
  const data = dataOf(text);
  if (status < 400 && data !== undefined) return judgeAccepted(path, data.value, changed);
  if (status === ADDRESS_TOO_LONG || status === CUT_OFF) {
    return { outcome: "too large", problem: changedBeyond([], changed) };
  }
  return judgeRefused(path, reply, changed);
}

function judgeAccepted(path: string, data: unknown, changed: readonly string[]): Verdict {
  const { error } = outputSchemaOf(path).safeParse(data);
  if (error !== undefined) return wrong("2xx", `its output is not as its schema says: ${error}`);
  const allowed = kindOf(path) === "mutation" ? EFFECTS[path] : [];
  if (allowed === undefined) return wrong("2xx", "it is not told here what it may change");
  return { outcome: "2xx", problem: changedBeyond(allowed, changed) };
}

function judgeRefused(path: string, reply: WireReply, changed: readonly string[]): Verdict {
  const { status, text } = reply;
  const parsed = errorShape.safeParse(parseJson(streamed(text) ?? text));
  if (!parsed.success) return wrong("other", `status ${status} without an error's shape: ${text}`);
  const { reason, httpStatus } = parsed.data.error.data;
  // A stream has begun before its input is read.
  const isTold = status === httpStatus || (kindOf(path) === "subscription" && status === 200);
  const statuses = Object.entries(STATUSES).find(([name]) => name === reason)?.[1];
  if (!isTold || statuses?.includes(httpStatus) !== true) {
    return wrong(reason, `${reason} came with ${status}: ${text}`);
  }
  const leak = leakIn(text);
  if (leak !== undefined) {
    return { outcome: reason, problem: { kind: "leak", text: `it tells of its inside: ${leak}` } };
  }
  return { outcome: reason, problem: changedBeyond(AFTER_EFFECTS[reason] ?? [], changed) };
}

function changedBeyond(
  allowed: readonly string[],
  changed: readonly string[],
): Problem | undefined {
  const others = changed.filter((table) => !allowed.includes(table));
  if (others.length === 0) return undefined;
  return { kind: "changed rows", text: `it changed ${others.join()}` };
}

const wrong = (outcome: string, text: string): Verdict => ({
  outcome,
  problem: { kind: "other", text },
});

/** The result in a reply, or in the first word of a stream; undefined where there is none. */
function dataOf(text: string): { readonly value: unknown } | undefined {
  if (streamed(text) !== undefined) return undefined;
  const told = /^data: (\{"eventId".*)$/m.exec(text)?.[1];
  if (told !== undefined) return { value: parseJson(told) };
  const { data } = z.object({ result: z.object({ data: z.unknown() }) }).safeParse(parseJson(text));
  return data === undefined ? undefined : { value: data.result.data };
}

/** An error that was told inside a stream, as one that was told without. */
function streamed(text: string): string | undefined {
  const told = /event: serialized-error\ndata: (.*)\n/.exec(text)?.[1];
  return told === undefined ? undefined : `{"error":${told}}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
