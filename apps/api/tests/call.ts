import { z } from "zod";
import { kindOf } from "./router-procedures.ts";

/** How a procedure is called over HTTP. */
export interface Call {
  readonly input?: unknown;
  readonly headers?: Record<string, string>;
  /** Instead of what the kind of the procedure asks for. */
  readonly method?: "GET" | "POST";
}

const errorShape = z.object({
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

/** Calls a procedure as any HTTP client does. */
export async function call(url: string, path: string, options: Call = {}): Promise<Reply> {
  const { input, headers = {}, method = methodOf(path) } = options;
  const address = new URL(`/trpc/${path}`, url);
  const body = input === undefined ? undefined : JSON.stringify(input);
  if (method === "GET" && body !== undefined) address.searchParams.set("input", body);
  const response = await fetch(address, {
    method,
    headers: method === "POST" ? { "content-type": "application/json", ...headers } : headers,
    ...(method === "POST" && body !== undefined ? { body } : {}),
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

function methodOf(path: string): "GET" | "POST" {
  return kindOf(path) === "mutation" ? "POST" : "GET";
}

/** A result in one piece, or the one event of a stream that only had an error to tell. */
function parse(text: string): unknown {
  const inStream = /event: serialized-error\ndata: (.*)\n/.exec(text)?.[1];
  return JSON.parse(inStream === undefined ? text : `{"error":${inStream}}`);
}
