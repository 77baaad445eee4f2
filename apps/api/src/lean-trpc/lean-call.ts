/* oxlint-disable no-underscore-dangle -- tRPC keeps what a router is made of there */
import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import type { LeanOptions, LeanRequest } from "./lean-options.ts";

/** One procedure to run, at its place in the batch. */
export interface LeanCall {
  readonly path: string;
  readonly procedure: AnyTRPCProcedure;
}

/** The calls of a request that the lean path can answer. */
export interface LeanCalls {
  readonly type: "mutation" | "query";
  readonly isBatch: boolean;
  readonly calls: readonly LeanCall[];
  /** The JSON of a query's input; undefined where there is none, and for a mutation. */
  readonly queryInput: string | undefined;
}

/**
 * Reads which procedures a request calls, from its first line and headers alone. Undefined for all
 * that is out of the ordinary in any way: it is the stock handler's to answer or to refuse, and
 * its body has not been touched.
 */
export function readLeanCalls(
  options: Pick<LeanOptions<AnyTRPCRouter>, "router" | "endpoint" | "maxBatchSize">,
  { method, target, header }: Pick<LeanRequest, "method" | "target" | "header">,
): LeanCalls | undefined {
  const type = typeOf(method);
  if (type === undefined || !isPlainJson(header, type)) return undefined;
  const address = splitTarget(target, options.endpoint);
  if (address === undefined) return undefined;
  const query = type === "mutation" ? bodyQuery(address.query) : inputQuery(address.query);
  if (query === undefined) return undefined;

  const { isBatch, queryInput } = query;
  const { maxBatchSize } = options;
  const paths = isBatch ? address.path.split(",", maxBatchSize + 1) : [address.path];
  if (paths.length > maxBatchSize) return undefined;
  const calls: LeanCall[] = [];
  for (const path of paths) {
    const procedure = procedureAt(options.router, path);
    if (procedure?._def.type !== type) return undefined;
    calls.push({ path, procedure });
  }
  return { type, isBatch, calls, queryInput };
}

function typeOf(method: string): LeanCalls["type"] | undefined {
  if (method === "POST") return "mutation";
  return method === "GET" ? "query" : undefined;
}

function isPlainJson(header: LeanRequest["header"], type: LeanCalls["type"]): boolean {
  if (header("trpc-accept") !== undefined) return false;
  if (header("accept")?.includes("jsonl") === true) return false;
  const contentType = header("content-type");
  if (contentType === "application/json") return true;
  if (contentType === undefined) return type === "query";
  return contentType.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
}

/** Cut up by hand: a URL object costs as much as the rest of this file. */
function splitTarget(
  target: string,
  endpoint: string,
): { path: string; query: string } | undefined {
  if (!target.startsWith(`${endpoint}/`) || target.includes("#")) return undefined;
  const mark = target.indexOf("?");
  const path = target.slice(endpoint.length + 1, mark < 0 ? undefined : mark);
  // The stock handler decodes, and drops slashes at both ends.
  if (path.includes("%") || path.includes("/")) return undefined;
  return { path, query: mark < 0 ? "" : target.slice(mark + 1) };
}

type Query = Pick<LeanCalls, "isBatch" | "queryInput">;

/** What `httpLink` and `httpBatchLink` send with a body. */
function bodyQuery(query: string): Query | undefined {
  if (query !== "" && query !== "batch=1") return undefined;
  return { isBatch: query !== "", queryInput: undefined };
}

/** What `httpLink` and `httpBatchLink` send without a body. */
function inputQuery(query: string): Query | undefined {
  if (query === "" || query === "batch=1") return bodyQuery(query);
  const isBatch = query.startsWith("batch=1&");
  const input = isBatch ? query.slice("batch=1&".length) : query;
  // A plus is a space in a query, which `decodeURIComponent` does not know.
  if (!input.startsWith("input=") || input.includes("&") || input.includes("+")) return undefined;
  try {
    const queryInput = decodeURIComponent(input.slice("input=".length));
    return { isBatch, queryInput: queryInput === "" ? undefined : queryInput };
  } catch {
    return undefined;
  }
}

/** Unknown ones are undefined, and so are those of a lazy router that is not loaded yet. */
function procedureAt(router: AnyTRPCRouter, path: string): AnyTRPCProcedure | undefined {
  const procedures: Readonly<Record<string, AnyTRPCProcedure>> = router._def.procedures;
  return Object.hasOwn(procedures, path) ? procedures[path] : undefined;
}
