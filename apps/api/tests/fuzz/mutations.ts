import fc from "fast-check";
import { HORRIBLE_NUMBERS, HORRIBLE_TEXTS, nested, PROTOTYPE_KEYS, withKey } from "../horrors.ts";

const REPEATS = [2, 11, 150, 1_000];
/** However often a list is repeated; more would take long to write and be refused for its length. */
const ENTRIES_MAX = 1_000;
const DEPTHS = [1, 5, 50, 500];
const PLACE_MAX = 100;
const MUTATIONS_MAX = 3;

/** One change of an input; its place counts all places, from the whole input inwards, and wraps. */
export interface Mutation {
  readonly place: number;
  readonly change:
    | { readonly kind: "replace"; readonly by: unknown }
    | { readonly kind: "remove" }
    | { readonly kind: "add"; readonly key: string; readonly value: unknown }
    | { readonly kind: "repeat"; readonly times: number };
}

const values = fc.oneof(
  fc.constantFrom<unknown>(...Object.values(HORRIBLE_TEXTS)),
  fc.constantFrom<unknown>(...HORRIBLE_NUMBERS),
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: { b: {} } }),
  fc.constantFrom(...DEPTHS).map(nested),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.jsonValue({ maxDepth: 3, noUnicodeString: false }),
);
const keys = fc.oneof(
  fc.constantFrom<string>(...PROTOTYPE_KEYS),
  fc.constantFrom("", "id", "organizerId", "status", "price", "isAdmin", "__defineGetter__"),
  fc.string({ unit: "binary", maxLength: 10 }),
);
const changes: fc.Arbitrary<Mutation["change"]> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("replace" as const), by: values }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("add" as const), key: keys, value: values }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("repeat" as const),
      times: fc.constantFrom(...REPEATS),
    }),
  },
);

/** None in half of the cases, so that much is also accepted. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc.array(fc.record({ place: fc.nat({ max: PLACE_MAX }), change: changes }), {
      minLength: 1,
      maxLength: MUTATIONS_MAX,
    }),
  },
);

/** The input after all changes, one upon the other; undefined where nothing is left of it. */
export function mutate(input: unknown, list: readonly Mutation[]): unknown {
  return list.reduce(applyOne, input);
}

function applyOne(input: unknown, { place, change }: Mutation): unknown {
  const places = placesOf(input);
  const path = places[place % places.length] ?? [];
  return changeAt(input, path, change);
}

type Path = readonly string[];

/** Every place in a value, the whole first. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, entry]) => placesOf(entry, [...path, key]));
  return [path, ...inner];
}

function changeAt(value: unknown, [key, ...rest]: Path, change: Mutation["change"]): unknown {
  if (key === undefined || typeof value !== "object" || value === null)
    return changed(value, change);
  const entries = Object.entries(value).flatMap(([name, entry]) => {
    if (name !== key) return [[name, entry]];
    const next = changeAt(entry, rest, change);
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(value)
    ? entries.map(([, entry]) => entry)
    : (Object.fromEntries(entries) as unknown);
}

function changed(value: unknown, change: Mutation["change"]): unknown {
  switch (change.kind) {
    case "replace":
      return change.by;
    case "remove":
      return undefined;
    case "add":
      return withKey(
        typeof value === "object" && value !== null ? value : { value },
        change.key,
        change.value,
      );
    case "repeat": {
      const list = Array.isArray(value) ? value : [value];
      const many = Array.from({ length: change.times }, () => list.slice(0, ENTRIES_MAX));
      return many.flat().slice(0, ENTRIES_MAX);
    }
    default:
      return change satisfies never;
  }
}
