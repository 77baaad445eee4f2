import { z } from "zod";

/** How a procedure is called over HTTP. */
export interface ProcedureCall {
  readonly input?: unknown;
  readonly headers?: Record<string, string>;
  /** GET for a query, POST for a mutation. */
  readonly method: "GET" | "POST";
  /** Ends the wait for an answer. */
  readonly signal?: AbortSignal;
}

/** What every refusal looks like. */
export const errorShape = z.object({
  error: z.object({
    message: z.string(),
    code: z.number(),
    data: z.object({
      code: z.string(),
      httpStatus: z.number(),
      path: z.string().optional(),
      reason: z.string(),
      details: z.record(z.string(), z.unknown()).nullable(),
    }),
  }),
});

export type ErrorData = z.infer<typeof errorShape>["error"]["data"];

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The result, read by its schema; fails the test when there is none. */
  ok<Output>(schema: z.ZodType<Output>): Output;
  /** The error's data; fails the test when there is none. */
  error(): ErrorData;
}

/**
 * Calls a procedure as any HTTP client does.
 *
 * @throws {TypeError} fetch's own, when the connection breaks.
 */
export async function callProcedure(
  url: string,
  path: string,
  { input, headers = {}, method, signal }: ProcedureCall,
): Promise<Reply> {
  const address = new URL(`/trpc/${path}`, url);
  const body = input === undefined ? undefined : JSON.stringify(input);
  if (method === "GET" && body !== undefined) address.searchParams.set("input", body);
  const response = await fetch(address, {
    method,
    headers: method === "POST" ? { "content-type": "application/json", ...headers } : headers,
    ...(method === "POST" && body !== undefined ? { body } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
  return replyOf(response);
}

/** Reads a response to its end. */
export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    ok(schema) {
      const parsed = z.object({ result: z.object({ data: schema }) }).safeParse(parse(text));
      if (!parsed.success) throw new Error(`no result but ${response.status}: ${text}`);
      return parsed.data.result.data;
    },
    error() {
      const parsed = errorShape.safeParse(parse(text));
      if (!parsed.success) throw new Error(`no error but ${response.status}: ${text}`);
      return parsed.data.error.data;
    },
  };
}

/** A result in one piece, or the one event of a stream that only had an error to tell. */
function parse(text: string): unknown {
  const inStream = /event: serialized-error\ndata: (.*)\n/.exec(text)?.[1];
  return JSON.parse(inStream === undefined ? text : `{"error":${inStream}}`);
}
