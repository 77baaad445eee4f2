import fc from "fast-check";
import { inputJsonSchema } from "../json-schema.ts";
import { known, render } from "../markers.ts";
import { inputSchemaOf, kindOf } from "../router-procedures.ts";
import { mutate, mutations } from "./mutations.ts";
import type { WireRequest } from "./send.ts";
import { validInputs } from "./valid-inputs.ts";

/** What is wrong with the text of the input, beyond what it says. */
type TextFault =
  | { readonly kind: "none" }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "bytes"; readonly at: number }
  | { readonly kind: "deep"; readonly depth: number };

/** One call, with markers for what the world has that it is sent to. */
export interface FuzzCase {
  readonly input: unknown;
  readonly credentials: Readonly<Record<string, string>>;
  readonly fault: TextFault;
  /** Whether tRPC's own handler is to answer, and not the one in front of it. */
  readonly isStock: boolean;
}

const share = fc.nat({ max: 99 });
const faults: fc.Arbitrary<TextFault> = fc.oneof(
  { weight: 18, arbitrary: fc.constant({ kind: "none" } as const) },
  { weight: 1, arbitrary: share.map((at) => ({ kind: "cut", at }) as const) },
  { weight: 1, arbitrary: share.map((at) => ({ kind: "bytes", at }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(100, 3_000, 40_000)
      .map((depth) => ({ kind: "deep", depth }) as const),
  },
);

const strangers = fc.oneof(
  fc.constantFrom(
    "",
    "null",
    "undefined",
    "__proto__",
    "sk_",
    "a".repeat(600),
    "a.b",
    "' OR 1=1 --",
  ),
  fc.stringMatching(/^[!-~]{1,80}$/),
);
const tokens = fc.oneof(
  { weight: 6, arbitrary: fc.constant(known("accessToken")) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("paidToken", "foreignToken", "forgedToken", "truncatedToken")
      .map(known),
  },
  { weight: 1, arbitrary: strangers },
);
const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constant(known("organizerKey")) },
  { weight: 2, arbitrary: fc.constantFrom("foreignKey", "truncatedKey").map(known) },
  { weight: 1, arbitrary: strangers },
);
const cookies = fc.oneof(
  fc.constantFrom("sessionCookie", "truncatedCookie").map(known),
  strangers.map((value) => `stampede.session_token=${value.replaceAll(/[;,"\\]/g, "")}`),
);
const credentials: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ authorization: tokens, "x-api-key": keys }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { authorization: tokens, "x-api-key": keys, cookie: cookies },
      { requiredKeys: [] },
    ),
  },
);

/** Calls of a procedure, made from its own input schema alone. */
export function casesOf(path: string): fc.Arbitrary<FuzzCase> {
  const valid = validInputs(inputJsonSchema(inputSchemaOf(path)));
  return fc.record({
    input: fc.tuple(valid, mutations).map(([input, list]) => mutate(input, list)),
    credentials,
    fault: faults,
    isStock: share.map((at) => at < 20),
  });
}

/** The request that a case is, in a world. */
export function requestOf(
  path: string,
  { input, credentials: chosen, fault, isStock }: FuzzCase,
  world: Readonly<Record<string, string>>,
): WireRequest {
  const bytes = spoil(Buffer.from(render(input, world)), fault);
  const headers: Record<string, string> = isStock ? { "trpc-accept": "application/json" } : {};
  for (const [name, value] of Object.entries(chosen)) {
    const credential = String(JSON.parse(render(value, world)));
    headers[name] = name === "authorization" ? `Bearer ${credential}` : credential;
  }
  if (kindOf(path) === "mutation") {
    headers["content-type"] = "application/json";
    return { method: "POST", target: `/trpc/${path}`, headers, body: bytes };
  }
  const query = bytes.length === 0 ? "" : `?input=${percentEncoded(bytes)}`;
  return { method: "GET", target: `/trpc/${path}${query}`, headers, body: undefined };
}

function spoil(bytes: Buffer, fault: TextFault): Buffer {
  switch (fault.kind) {
    case "none":
      return bytes;
    case "cut":
      return bytes.subarray(0, Math.floor((bytes.length * fault.at) / 100));
    case "bytes": {
      const at = Math.floor((bytes.length * fault.at) / 100);
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xc0]), bytes.subarray(at)]);
    }
    case "deep":
      return Buffer.from("[".repeat(fault.depth) + "]".repeat(fault.depth));
    default:
      return fault satisfies never;
  }
}

/** Byte by byte, because what is no UTF-8 has to arrive as it is. */
function percentEncoded(bytes: Buffer): string {
  return bytes.toString("latin1").replaceAll(/[^\w.~-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return `%${code.padStart(2, "0")}`;
  });
}
