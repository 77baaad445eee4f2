import type { Spread } from "../figures/percentile.ts";
import type { Stage } from "../lab/stage.ts";
import type { SubjectReport } from "./interleave.ts";

/** What a figure ought to be. */
export interface Goal {
  readonly compare: ">=" | "<=";
  readonly bound: number;
}

/** Lines of a chart. */
interface Series {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: "linear" | "log";
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: number; readonly y: Spread }[];
  }[];
}

/** What a benchmark found. */
export interface Outcome {
  /** What the goal is about; a benchmark without one only reports. */
  readonly figure?: { readonly unit: string; readonly spread: Spread };
  readonly subjects?: readonly SubjectReport[];
  readonly series?: readonly Series[];
  /** Further figures, by what they are. */
  readonly more?: Readonly<Record<string, number | string>>;
  /** Why nothing was measured. */
  readonly skipped?: string;
  /** What was found that must not be, whatever the figure says. */
  readonly failed?: string;
}

/** One figure of the table, or one question about how cost grows. */
export interface Benchmark {
  readonly name: string;
  /** What the figure is, in words. */
  readonly title: string;
  /**
   * `goals` and `growth` run by default; `endurance` takes long, and `web` needs a Chromium: they run
   * when they are named.
   */
  readonly group: "goals" | "growth" | "endurance" | "web";
  readonly goal?: Goal;
  run(stage: Stage): Promise<Outcome>;
}

/** Why a benchmark of pages was left out. */
export const NO_CHROMIUM =
  "no Chromium here: put chromium or google-chrome on the PATH, or set CHROMIUM_PATH";
