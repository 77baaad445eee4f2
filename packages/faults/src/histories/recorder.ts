import type { Entry, Outcome } from "@stampede/testing/history/history";
import type { Reply } from "@stampede/testing/procedure-call";
import type { z } from "zod";
import { type Call, call, type Path } from "../stage/shop.ts";

/** An answer that leaves open whether the call has had its effect. */
const OPEN: ReadonlySet<string> = new Set(["UNAVAILABLE", "OVERLOADED", "PAYMENT_PENDING"]);
/** Longer than the longest answer that is promised, that of a gateway's charge. */
const ANSWER_MS_MAX = 15_000;

/** Everything that was called, and what came of it. */
export interface Recorder {
  readonly history: readonly Entry[];
  /** Calls that were begun. */
  begun(): number;
  /** Answers that no caller is promised, such as one without a reason. */
  readonly improper: readonly string[];
  /** Makes a call, and writes it down with what `entryOf` makes of its outcome. */
  record<Data>(
    where: { readonly url: string; readonly path: Path; readonly options: Call },
    schema: z.ZodType<Data>,
    entryOf: (common: { invokedAt: number; answeredAt: number; outcome: Outcome<Data> }) => Entry,
  ): Promise<Outcome<Data>>;
  /** Writes down what was seen in another way than by one call. */
  add(entry: Entry): void;
}

export function createRecorder(): Recorder {
  const history: Entry[] = [];
  const improper: string[] = [];
  let begun = 0;
  return {
    history,
    improper,
    begun: () => begun,
    add(entry) {
      begun++;
      history.push(entry);
    },
    async record({ url, path, options }, schema, entryOf) {
      begun++;
      const invokedAt = Date.now();
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      const reply = await call(url, path, { ...options, signal }).catch(() => undefined);
      const answeredAt = Date.now();
      const outcome = outcomeOf(reply, schema);
      if (outcome.kind === "failed" && outcome.reason === "IMPROPER") {
        improper.push(`${path}: ${reply?.status} ${reply?.text}`);
      }
      history.push(entryOf({ invokedAt, answeredAt, outcome }));
      return outcome;
    },
  };
}

function outcomeOf<Data>(reply: Reply | undefined, schema: z.ZodType<Data>): Outcome<Data> {
  if (reply === undefined) return { kind: "unknown", reason: "NETWORK" };
  try {
    if (reply.status === 200) return { kind: "ok", reply: reply.ok(schema) };
    const { reason, details, httpStatus } = reply.error();
    if (OPEN.has(reason)) return { kind: "unknown", reason };
    return { kind: "failed", reason: httpStatus < 500 ? reason : "IMPROPER", details };
  } catch {
    return { kind: "failed", reason: "IMPROPER", details: null };
  }
}
