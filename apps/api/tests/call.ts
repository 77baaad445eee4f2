import { callProcedure, type ProcedureCall, type Reply } from "@stampede/testing/procedure-call";
import { kindOf } from "./router-procedures.ts";

export { type ErrorData, type Reply, replyOf } from "@stampede/testing/procedure-call";

/** How a procedure is called; by default with the method that its kind asks for. */
export type Call = Partial<ProcedureCall>;

/** Calls a procedure as any HTTP client does. */
export function call(url: string, path: string, options: Call = {}): Promise<Reply> {
  const method = kindOf(path) === "mutation" ? "POST" : "GET";
  return callProcedure(url, path, { method, ...options });
}
