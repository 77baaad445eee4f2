import { admittedOnce } from "./admitted-once.ts";
import { repliesAreDurable } from "./durable.ts";
import { cancelledIsOver } from "./event-cancelled.ts";
import { figuresWereTrue } from "./figures.ts";
import type { Checker, Evidence } from "./history.ts";
import { expiresInTime } from "./in-time.ts";
import { noForeignRows } from "./others-rows.ts";
import { readsOwnWrites } from "./own-writes.ts";
import { sameKeySameReply } from "./same-key.ts";

/** By their number in the list of invariants, or by their matter: those that rows alone cannot show. */
const CHECKERS: Readonly<Record<string, Checker>> = {
  5: expiresInTime,
  9: sameKeySameReply,
  10: repliesAreDurable,
  11: figuresWereTrue,
  12: readsOwnWrites,
  13: noForeignRows,
  14: admittedOnce,
  "event cancelled": cancelledIsOver,
};

/** Finds everything in a history that breaks an invariant, each with the invariant's number or matter. */
export function checkHistory(evidence: Evidence): string[] {
  return Object.entries(CHECKERS).flatMap(([id, check]) =>
    check(evidence).map((breach) => `${id}: ${breach}`),
  );
}
