import type { Stage } from "./stage/stage.ts";

/** How much of a row is run: a part in the tests, all of it by the command. */
export type Scale = "short" | "full";

/** A line of the fault table: something that befalls a shop, and what its users see of it. */
export interface Row {
  /** That of its file. */
  readonly name: string;
  readonly fault: string;
  readonly promise: string;
  /**
   * Brings the fault about and tells the stage what it did and saw. What it throws is a violation
   * too. After it every invariant is checked on every database that it opened.
   */
  run(stage: Stage): Promise<void>;
}
