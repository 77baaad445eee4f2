import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { queryRequest } from "./requests.ts";

const TICKET_TYPES = 3;

/** What it costs that everybody looks before buying. */
export const availability: Benchmark = {
  name: "availability",
  title: "events.availability ÷ static JSON of the same bytes on raw node:http",
  group: "goals",
  goal: { compare: ">=", bound: 0.8 },
  async run(stage) {
    const database = await stage.database();
    const event = await database.createEvent({ ticketTypes: TICKET_TYPES });
    const api = await stage.api(database);
    const request = queryRequest("events.availability", { eventId: event.id });
    const sample = await fetch(`http://127.0.0.1:${api.port}${request.path}`);
    const raw = await stage.server("static-json", { STATIC_BODY: await sample.text() });
    const subjects = await interleave(stage.scale.rounds, [
      { name: "events.availability", measure: () => measurePeak(stage, api, request) },
      { name: "raw node:http", measure: () => measurePeak(stage, raw, request) },
    ]);
    const spread = ratioOf(subjects, "events.availability", "raw node:http");
    return { figure: { unit: "×", spread }, subjects };
  },
};
