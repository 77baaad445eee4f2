import type { BenchDatabase } from "../lab/bench-database.ts";
import { fillHeld } from "../lab/fill.ts";
import { spanSecondsOf } from "../lab/fill-span.ts";
import { API_KEY, type Stage } from "../lab/stage.ts";
import type { Measurement } from "../measure/load.ts";
import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { dearestOf, interleave, ratioOf, type Subject } from "./interleave.ts";
import { queryRequest } from "./requests.ts";

const SMALL_SHARE = 0.01;
const CONNECTIONS = 4;
const DAY_MS = 86_400_000;

/** What an organizer's look at the figures costs, once there are many reservations. */
export const statistics: Benchmark = {
  name: "statistics",
  title: "cost of a statistics read with many reservations ÷ with a hundredth of them",
  group: "goals",
  goal: { compare: "<=", bound: 1.5 },
  async run(stage) {
    const { rowsMax, rounds } = stage.scale;
    const rowsMin = Math.max(1, Math.round(rowsMax * SMALL_SHARE));
    const overSeconds = spanSecondsOf(rowsMin);
    // One after the other, for they are numbered.
    const databases = [await stage.database(), await stage.database()] as const;
    const [few, many] = await Promise.all([
      prepare(stage, databases[0], { size: "few", rows: rowsMin, overSeconds }),
      prepare(stage, databases[1], { size: "many", rows: rowsMax, overSeconds }),
    ]);
    const subjects = await interleave(rounds, [...few, ...many]);
    const ratios = READS.map(
      (read) => [read, ratioOf(subjects, `${read} few`, `${read} many`)] as const,
    );
    const [dearest, spread] = dearestOf(ratios);
    return {
      figure: { unit: "×", spread },
      subjects,
      more: {
        "many reservations": rowsMax,
        "the dearest": dearest,
        ...Object.fromEntries(ratios.map(([read, { median }]) => [read, median])),
      },
    };
  },
};

const READS = ["byEvent", "byTicketType", "timeline", "funnel"] as const;

async function prepare(
  stage: Stage,
  database: BenchDatabase,
  options: { readonly size: string; readonly rows: number; readonly overSeconds: number },
): Promise<Subject[]> {
  const { size, rows, overSeconds } = options;
  const event = await database.createEvent({ ticketTypes: 3 });
  await fillHeld(database, event, rows, { overSeconds, indexesLast: true });
  const api = await stage.api(database);
  const range = {
    from: new Date(Date.now() - DAY_MS).toISOString(),
    to: new Date().toISOString(),
    bucket: "hour",
  };
  const inputs = {
    byEvent: {},
    byTicketType: {},
    timeline: { eventId: event.id, ...range },
    funnel: { eventId: event.id },
  } satisfies Record<(typeof READS)[number], object>;
  return READS.map((read) => {
    const request = queryRequest(`statistics.${read}`, inputs[read], { "x-api-key": API_KEY });
    const measure = (): Promise<Measurement> =>
      measurePeak(stage, api, request, {
        connections: CONNECTIONS,
        seconds: stage.scale.seconds / READS.length,
      });
    return { name: `${read} ${size}`, measure };
  });
}
