import type { Outputs } from "@stampede/client/api";
import type { AnyStampedeError } from "@stampede/client/errors";

type Reply = Outputs["organizer"]["checkIn"];

/** What a scan came to: what the server said, or why it could not. */
export type Outcome = Reply["result"] | "offline" | "no_answer" | "busy" | "signed_out";

/** A code that was scanned or typed, and what came of it. */
export interface Scan {
  readonly id: string;
  readonly code: string;
  readonly outcome: Outcome;
  readonly ticket: Reply["ticket"];
  /** ISO 8601, by the device's clock. */
  readonly at: string;
  /** Whether an attempt before this one got no answer, and may have been the one that admitted. */
  readonly isAfterNoAnswer: boolean;
}

const FAILURES: Partial<Record<AnyStampedeError["reason"], Outcome>> = {
  INVALID_INPUT: "unknown",
  UNAUTHENTICATED: "signed_out",
  // Turned away before anything was done.
  RATE_LIMITED: "busy",
  OVERLOADED: "busy",
};

/** What an attempt that failed came to; mostly nobody knows whether it did anything. */
export function failedOutcome({ reason }: AnyStampedeError): Outcome {
  return FAILURES[reason] ?? "no_answer";
}

/** Whether the same code can be tried again, because this attempt was not decided. */
export function isUndecided(outcome: Outcome): boolean {
  return outcome === "offline" || outcome === "no_answer" || outcome === "busy";
}
