import type { Target } from "./target.ts";

/** The path of the procedure that is asked for. */
export function procedureOf({ kind }: Pick<Target, "kind">): string {
  return kind === "read" ? "events.availability" : "events.watchAvailability";
}
