import { fillHeld } from "../lab/fill.ts";
import type { Stage } from "../lab/stage.ts";
import type { Benchmark, Outcome } from "./benchmark.ts";
import { CONNECTIONS, measurePeak } from "./closed.ts";
import { interleave, type Subject, type SubjectReport } from "./interleave.ts";
import { reserveRequest } from "./requests.ts";

const PROCESSES = [1, 2, 4];
const CONNECTION_COUNTS = [1, 4, 16, 64, 256, 1_024];
const TICKET_TYPE_COUNTS = [1, 3, 10, 30, 100];
/** Sizes of the table, as shares of the largest; a fresh one comes first. */
const SIZE_SHARES = [0, 0.01, 0.1, 1];

/** How the rate grows with API processes on one port. */
export const processes: Benchmark = {
  name: "processes",
  title: "reserve with 1, 2 and 4 API processes on one port",
  group: "growth",
  run: (stage) =>
    grow(stage, "API processes", PROCESSES, "linear", async (count) => {
      const database = await stage.database();
      const event = await database.createEvent();
      const api = await stage.api(database, { processes: count });
      return () => measurePeak(stage, api, reserveRequest(event));
    }),
};

/** How the rate grows with buyers at once. */
export const connections: Benchmark = {
  name: "connections",
  title: "reserve with 1 to 1 024 connections",
  group: "growth",
  async run(stage) {
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    return grow(stage, "connections", CONNECTION_COUNTS, "log", (count) =>
      Promise.resolve(() => measurePeak(stage, api, reserveRequest(event), { connections: count })),
    );
  },
};

/** How the rate falls when a crowd spreads over more counters. */
export const ticketTypes: Benchmark = {
  name: "ticket-types",
  title: `reserve over 1 to 100 ticket types of one event, ${CONNECTIONS} connections`,
  group: "growth",
  async run(stage) {
    const database = await stage.database();
    const api = await stage.api(database);
    return grow(stage, "ticket types", TICKET_TYPE_COUNTS, "log", async (count) => {
      const event = await database.createEvent({ ticketTypes: count });
      return () => measurePeak(stage, api, reserveRequest(event));
    });
  },
};

/** How the rate falls when there are many reservations already. */
export const tableSize: Benchmark = {
  name: "table-size",
  title: "reserve on an event that has many reservations already",
  group: "growth",
  async run(stage) {
    const { rowsMax } = stage.scale;
    const sizes = SIZE_SHARES.map((share) => Math.round(share * rowsMax));
    return grow(stage, "reservations before", sizes, "linear", async (rows) => {
      const database = await stage.database();
      const event = await database.createEvent({ ticketTypes: 2 });
      // The first ticket type is filled and the second one sold, as an event's own past is.
      if (rows > 0) await fillHeld(database, event, rows);
      const api = await stage.api(database);
      const hot = { ...event, ticketTypeIds: event.ticketTypeIds.slice(1) };
      return () => measurePeak(stage, api, reserveRequest(hot));
    });
  },
};

async function grow(
  stage: Stage,
  xLabel: string,
  counts: readonly number[],
  xScale: "linear" | "log",
  prepare: (count: number) => Promise<Subject["measure"]>,
): Promise<Outcome> {
  const subjects: Subject[] = [];
  for (const count of counts) {
    subjects.push({ name: `${count} ${xLabel}`, measure: await prepare(count) });
  }
  const reports = await interleave(stage.scale.rounds, subjects);
  const pointsOf = (figure: (report: SubjectReport) => SubjectReport["perSecond"]) =>
    reports.map((report, index) => ({ x: counts[index] ?? 0, y: figure(report) }));
  const points = pointsOf(({ perSecond }) => perSecond);
  return {
    subjects: reports,
    series: [
      {
        title: `Reservations a second by ${xLabel}`,
        xLabel,
        yLabel: "reservations a second",
        xScale,
        lines: [{ name: "reserve", points }],
      },
    ],
  };
}
