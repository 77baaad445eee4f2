import { seededRandom, type SeededRandom } from "./random.ts";

/** What befalls the shop while buyers buy. */
export const FAULTS = [
  "api-killed",
  "api-frozen",
  "connections-cut",
  "connections-slow",
  "backends-killed",
  "postgres-killed",
  "postgres-frozen",
  "worker-killed",
  "worker-frozen",
  "redis-flushed",
  "redis-frozen",
] as const;
export type Fault = (typeof FAULTS)[number];

/** One thing that a buyer does, in its own time. What it does to is what it reserved last. */
export type Step =
  | { readonly do: "reserve"; readonly quantities: readonly number[] }
  | { readonly do: "pay"; readonly token: string }
  | { readonly do: "cancel" | "refund" | "check-in" | "read" | "availability" }
  /** Watches availability until the first figures have come. */
  | { readonly do: "watch" }
  /** Reads the next buyer's reservation with its own token. */
  | { readonly do: "spy" }
  /** The same call with the same key again, as after a lost answer. */
  | { readonly do: "again" };

/** A step, and the process that is asked, by its index. */
export type PlannedStep = Step & { readonly process: number };

/** Everything that a seed decides; what the world does meanwhile it does not. */
export interface Plan {
  readonly seed: number;
  readonly processes: number;
  /** Of each ticket type. */
  readonly capacities: readonly number[];
  /** For each buyer what it does, in order. */
  readonly buyers: readonly (readonly PlannedStep[])[];
  /** In order of when they come: after so many calls have been made. */
  readonly faults: readonly { readonly fault: Fault; readonly afterCalls: number }[];
  /** When the organizer cancels the event, and at which process; absent where nobody does. */
  readonly cancellation?: { readonly afterCalls: number; readonly process: number };
}

export interface PlanOptions {
  readonly buyers: number;
  readonly processes: number;
  readonly faults: number;
  /** Whether the organizer cancels the event while its buyers buy, with processes killed meanwhile. */
  readonly cancelsEvent?: boolean;
}

const TOKENS = [
  "tok",
  "tok",
  "tok",
  "slow_1",
  "card_error",
  "payment_error",
  "timeout_charged",
  "timeout_not_charged",
  "late_success",
  "refund_error",
] as const;
const TICKET_TYPES_MAX = 3;
const CAPACITY_MAX = 40;
const QUANTITY_MAX = 3;
const STEPS_MIN = 8;
const STEPS_MAX = 20;
const AGAIN_ONE_IN = 3;
const KILLS: readonly Fault[] = ["api-killed", "worker-killed"];
const KILLED_WITHIN_CALLS = 10;
/** Most of them have their calls before them when the last fault comes. */
const CALLS_A_BUYER = 6;

/** Makes a plan of a seed: the same of the same seed and options, whenever and wherever. */
export function makePlan(seed: number, options: PlanOptions): Plan {
  const random = seededRandom(seed);
  const ticketTypes = random.int(1, TICKET_TYPES_MAX);
  const capacities = times(ticketTypes, () => random.int(1, CAPACITY_MAX));
  const buyers = times(options.buyers, () => stepsOf(random, { ...options, ticketTypes }));
  const callsMax = options.buyers * CALLS_A_BUYER;
  const faults = times(options.faults, () => ({
    fault: random.pick(FAULTS),
    afterCalls: random.int(1, callsMax),
  })).toSorted(byCalls);
  const plan = { seed, processes: options.processes, capacities, buyers, faults };
  // Chosen last, so that a seed's plan is the same but for it.
  return options.cancelsEvent === true ? cancelled(random, plan, callsMax) : plan;
}

/** Late enough for many to have paid, early enough for many to come after it. */
function cancelled(random: SeededRandom, plan: Plan, callsMax: number): Plan {
  const afterCalls = random.int(Math.ceil(callsMax / 4), Math.ceil(callsMax / 2));
  const process = random.int(0, plan.processes - 1);
  // Each takes its time to come back, so the first is the one that is killed in the middle of it.
  const kills = random.oneIn(2) ? KILLS : KILLS.toReversed();
  const faults = kills.map((fault) => ({
    fault,
    afterCalls: afterCalls + random.int(0, KILLED_WITHIN_CALLS),
  }));
  const all = [...plan.faults, ...faults].toSorted(byCalls);
  return { ...plan, faults: all, cancellation: { afterCalls, process } };
}

type AfterCalls = { readonly afterCalls: number };
const byCalls = (one: AfterCalls, other: AfterCalls): number => one.afterCalls - other.afterCalls;

function stepsOf(
  random: SeededRandom,
  { ticketTypes, processes }: { ticketTypes: number; processes: number },
): PlannedStep[] {
  const anywhere = (step: Step): PlannedStep => ({
    ...step,
    process: random.int(0, processes - 1),
  });
  const steps = [anywhere(reserveStep(random, ticketTypes))];
  const count = random.int(STEPS_MIN, STEPS_MAX);
  while (steps.length < count) {
    if (random.oneIn(AGAIN_ONE_IN)) steps.push(anywhere({ do: "again" }));
    steps.push(anywhere(laterStep(random, ticketTypes)));
  }
  return steps;
}

/** What may follow a reservation, as often as it stands here. */
const LATER = [
  "pay",
  "pay",
  "pay",
  "read",
  "read",
  "check-in",
  "refund",
  "cancel",
  "availability",
  "availability",
  "watch",
  "spy",
  "reserve",
] as const;

function laterStep(random: SeededRandom, ticketTypes: number): Step {
  const chosen = random.pick(LATER);
  if (chosen === "pay") return { do: "pay", token: random.pick(TOKENS) };
  return chosen === "reserve" ? reserveStep(random, ticketTypes) : { do: chosen };
}

function reserveStep(random: SeededRandom, ticketTypes: number): Step {
  const quantities = times(ticketTypes, () => random.int(0, QUANTITY_MAX));
  const isEmpty = quantities.every((quantity) => quantity === 0);
  return { do: "reserve", quantities: isEmpty ? quantities.map(() => 1) : quantities };
}

function times<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make);
}
