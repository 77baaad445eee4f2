/** A request as it goes over the wire, with places that differ each time. */
export interface RequestTemplate {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * `{{key}}` becomes a random UUID, `{{buyer}}` 12 random hexadecimal digits, and `{{choice}}` one
   * of the choices; each is written over a place of the same length, so that a request costs the
   * generator one copy.
   */
  readonly body: string;
  /** UUIDs. */
  readonly choices: readonly string[];
}

interface Run {
  readonly port: number;
  readonly request: RequestTemplate;
  /** Kept alive; an open loop opens as many before it begins. */
  readonly connections: number;
  /** The HTTP status that counts as an answer. */
  readonly expect: string;
}

/** As fast as the server answers: each connection sends its next request when it has its reply. */
export interface ClosedLoop extends Run {
  readonly kind: "closed";
  /** Before the measurement, with nothing counted. */
  readonly warmSeconds: number;
  readonly seconds: number;
}

/** At a rate of its own, whatever the server does; see `makeSchedule`. */
export interface OpenLoop extends Run {
  readonly kind: "open";
  readonly perSecond: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Streams that stay open, each counting the frames that it is sent. */
export interface Streams extends Run {
  readonly kind: "streams";
  readonly seconds: number;
}

export type LoadCommand = ClosedLoop | OpenLoop | Streams;

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** What a generator saw. */
export interface LoadResult {
  /** Replies of the expected status within the measured time, or frames on streams. */
  readonly replies: number;
  readonly seconds: number;
  /** Replies by HTTP status, those after the measured time included. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that broke. */
  readonly broken: number;
  /** Requests without a reply some seconds after the run. */
  readonly unanswered: number;
  readonly latencyMs: Latency | undefined;
  /** Of an open loop: how late its requests were sent by its own doing, at the worst. */
  readonly slipMs: number;
  /** The same of 99 of 100. */
  readonly slipP99Ms: number;
  /** How many were later than what makes the run void, or were never sent. */
  readonly slipped: number;
}

export type LoadMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "measuring" }
  | { readonly kind: "measured" }
  | { readonly kind: "result"; readonly result: LoadResult }
  | { readonly kind: "failed"; readonly message: string };
