import type { Fetch, FetchRequest } from "../src/transport.ts";

/** What one attempt meets: a reply, an error that `fetch` throws, or nothing at all. */
export type Step =
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
  | Error
  | "silence";

export interface ScriptedFetch {
  readonly fetch: Fetch;
  readonly requests: (FetchRequest & { readonly url: string })[];
}

/** A network that fails as it is told to, attempt by attempt; the last step repeats. */
export function scriptedFetch(...steps: readonly [Step, ...Step[]]): ScriptedFetch {
  const requests: ScriptedFetch["requests"] = [];
  const fetch: Fetch = async (url, request) => {
    requests.push({ ...request, url });
    const step = steps[Math.min(requests.length, steps.length) - 1];
    if (step instanceof Error) throw step;
    if (step === undefined || step === "silence") return await untilAborted(request.signal);
    return new Response(step.body, { status: step.status, headers: step.headers ?? {} });
  };
  return { fetch, requests };
}

/** A reply of a Stampede server to a batch of one call. */
export function answer(data: unknown): Step {
  return { status: 200, body: JSON.stringify([{ result: { data } }]) };
}

/** A refusal by a Stampede server of a batch of one call. */
export function refusal(
  reason: string,
  details: unknown = null,
  headers: Record<string, string> = {},
): Step {
  const data = { code: "CONFLICT", httpStatus: 409, reason, details };
  const body = JSON.stringify([{ error: { code: -32_009, message: `It is ${reason}.`, data } }]);
  return { status: 409, body, headers };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason));
  return promise;
}
