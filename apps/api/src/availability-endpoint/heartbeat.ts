import type { Stream } from "./stream.ts";

const PING_INTERVAL_MS_DEFAULT = 10_000;
const DURATION_MS_DEFAULT = 15 * 60_000;
/** Streams that began together do not all come again in the same second. */
const DURATION_SPREAD = 0.2;

/** What a stream's life is measured by, as tRPC is told it. */
interface Pace {
  readonly ping?: { readonly intervalMs?: number | undefined } | undefined;
  readonly maxDurationMs?: number | undefined;
}

/** Keeps streams alive, and ends them in time. */
export interface Heartbeat {
  /** @returns what to call once the stream is over. */
  add(stream: Stream): () => void;
}

/** One timer for all streams: it runs while there are any, and ends all of them with `closing`. */
export function createHeartbeat(pace: Pace | undefined, closing: AbortSignal): Heartbeat {
  const intervalMs = pace?.ping?.intervalMs ?? PING_INTERVAL_MS_DEFAULT;
  const durationMs = pace?.maxDurationMs ?? DURATION_MS_DEFAULT;
  const endsAtMs = new Map<Stream, number>();
  let timer: NodeJS.Timeout | undefined;

  const beat = (): void => {
    const nowMs = performance.now();
    for (const [stream, endAtMs] of endsAtMs) {
      if (nowMs >= endAtMs) {
        stream.end();
        continue;
      }
      stream.dropIfStalled(nowMs);
      stream.ping();
    }
  };
  closing.addEventListener("abort", () => {
    for (const stream of endsAtMs.keys()) stream.end();
  });
  return {
    add(stream) {
      const spread = 1 - Math.random() * DURATION_SPREAD;
      endsAtMs.set(stream, performance.now() + durationMs * spread);
      timer ??= setInterval(beat, intervalMs);
      return () => {
        endsAtMs.delete(stream);
        if (endsAtMs.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
