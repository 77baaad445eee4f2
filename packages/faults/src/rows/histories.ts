import { play } from "../histories/play.ts";
import type { Row } from "../row.ts";

const SIZES = { short: { buyers: 20, faults: 4 }, full: { buyers: 80, faults: 20 } };

export const histories: Row = {
  name: "histories",
  fault: "seeded random histories of calls, with random faults of all kinds",
  promise: "every reply and every row obeys the invariants",
  async run(stage) {
    await play(stage, SIZES[stage.scale]);
  },
};
