/** What the client asks of a `fetch`: the runtime's own one can do it. */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

export interface FetchRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly redirect: "error";
  readonly signal: AbortSignal;
}

export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** A reply that was read to its end, with what it says of time. */
export class Reply {
  readonly ok: boolean;
  /** How long the server asks to be left alone: its `Retry-After`. */
  readonly retryAfterMs: number | null;
  /** The server's own time when it answered: its `Date`. */
  readonly serverNowMs: number | null;
  readonly #value: unknown;

  constructor({ ok, headers }: FetchResponse, value: unknown) {
    this.ok = ok;
    this.serverNowMs = instant(headers.get("date"));
    this.retryAfterMs = retryAfter(headers.get("retry-after"), this.serverNowMs);
    this.#value = value;
  }

  json(): Promise<unknown> {
    return Promise.resolve(this.#value);
  }
}

/** No reply, or one that no Stampede server wrote: nobody knows whether the call was carried out. */
export class NetworkFault extends Error {
  override readonly name = "NetworkFault";
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null, cause?: unknown) {
    super(message, { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

interface Init {
  readonly method?: string | undefined;
  readonly headers?: ConstructorParameters<typeof Headers>[0] | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * Makes the transport that the links send through: it bounds each request in time, reads the reply
 * whole, and tells a reply apart from a failure to get one.
 *
 * @param send does the request
 * @param timeoutMs from the request to the last byte of its reply
 */
export function createTransport(
  send: Fetch,
  timeoutMs: number,
): (url: unknown, init?: Init) => Promise<Reply> {
  return async (url, init = {}) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    let response: FetchResponse | undefined;
    try {
      response = await send(String(url), {
        method: init.method ?? "GET",
        headers: Object.fromEntries(new Headers(init.headers)),
        ...(typeof init.body === "string" && { body: init.body }),
        // A redirect would carry the API key to wherever it leads.
        redirect: "error",
        signal,
      });
      return new Reply(response, JSON.parse(await response.text()));
    } catch (cause) {
      const retryAfterMs = response ? new Reply(response, null).retryAfterMs : null;
      throw new NetworkFault(messageOf(response, timeout, timeoutMs), retryAfterMs, cause);
    }
  };
}

function messageOf(
  response: FetchResponse | undefined,
  timeout: AbortSignal,
  timeoutMs: number,
): string {
  if (timeout.aborted) return `No answer within ${timeoutMs / 1_000} s.`;
  if (response === undefined) return "The server could not be reached.";
  return `The answer, with status ${response.status}, could not be read.`;
}

function retryAfter(asked: string | null, serverNowMs: number | null): number | null {
  if (asked !== null && /^\d{1,9}$/.test(asked)) return Number(asked) * 1_000;
  return msBetween(serverNowMs, instant(asked));
}

/** The milliseconds between two instants, none when the second is past; null if one is unknown. */
export function msBetween(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : Math.max(0, toMs - fromMs);
}

/** Milliseconds since 1970 of a date as it is written, or null if it is none. */
export function instant(text: string | null): number | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
