import { spreadOf } from "../figures/percentile.ts";
import { measureLoad } from "../measure/load.ts";
import type { Benchmark } from "./benchmark.ts";
import { queryRequest, reserveRequest } from "./requests.ts";

const STREAMS = 5_000;
const STREAMS_QUICK = 500;
const CHANGES_PER_SECOND = 20;
const LOAD_CONNECTIONS = 16;
/** So many streams are told of a change every 800 ms; fewer than this, and some were not told. */
const FRAMES_PER_SECOND_MIN = 1;

/** What it costs that everybody watches. */
export const sse: Benchmark = {
  name: "sse",
  title: "how long after the first of 5 000 watchers on one process the others see a change, p99",
  group: "growth",
  async run(stage) {
    const { scale } = stage;
    const streams = scale.isQuick ? STREAMS_QUICK : STREAMS;
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    const { promise: allOpen, resolve: onMeasuring } = Promise.withResolvers<void>();
    const watching = measureLoad(
      stage,
      {
        kind: "streams",
        port: api.port,
        request: queryRequest(
          "events.watchAvailability",
          { eventId: event.id },
          {
            accept: "text/event-stream",
          },
        ),
        connections: streams,
        expect: "frame",
        seconds: scale.seconds * 2,
      },
      { server: api },
      { isStream: true, onMeasuring },
    );
    // Nothing changes before all are open; where they never are, there is nothing to wait for.
    await Promise.race([allOpen, watching]);
    const buying = measureLoad(
      stage,
      {
        kind: "open",
        port: api.port,
        request: reserveRequest(event),
        connections: LOAD_CONNECTIONS,
        expect: "200",
        perSecond: CHANGES_PER_SECOND,
        seconds: scale.seconds * 2,
        seed: 1,
      },
      { server: api },
    );
    const [watched, bought] = await Promise.all([watching, buying]);
    if (watched.load === undefined || watched.load.broken > 0) {
      throw new Error(`${watched.load?.broken} streams broke`);
    }
    if ((bought.load?.slipped ?? 0) > 0) throw new Error("the buyers' schedule slipped");
    const framesEach = watched.perSecond / streams;
    return {
      ...(framesEach < FRAMES_PER_SECOND_MIN
        ? { failed: `a stream was told of ${framesEach.toFixed(1)} changes a second` }
        : {}),
      figure: { unit: "ms", spread: spreadOf([watched.latencyMs?.p99 ?? Number.NaN]) },
      more: {
        streams,
        "frames a second": watched.perSecond,
        "frames a second for each stream": framesEach,
        "CPU of the API a frame, µs": watched.cpuUs["server"] ?? Number.NaN,
        "memory of the API, MB": (watched.peakBytes["server"] ?? Number.NaN) / 1_000_000,
        "reserve p99 meanwhile, ms": bought.latencyMs?.p99 ?? Number.NaN,
      },
    };
  },
};
