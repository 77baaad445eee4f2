/* oxlint-disable no-underscore-dangle -- tRPC keeps what a router is made of there */
import {
  type AnyTRPCRouter,
  getTRPCErrorShape,
  type inferRouterContext,
  type inferRouterError,
  type TRPCError,
} from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { LeanCalls } from "./lean-call.ts";
import type { LeanInputs } from "./lean-input.ts";
import type { LeanOptions, LeanReply, LeanRequest } from "./lean-options.ts";

/** A plain object: `Headers` would be made, sorted and taken apart again for each reply. */
export const JSON_HEADERS: LeanReply["headers"] = {
  vary: "trpc-accept, accept",
  "content-type": "application/json",
};
const OK = 200;

/** One request under way. */
export interface Exchange<Router extends AnyTRPCRouter> {
  readonly options: LeanOptions<Router>;
  readonly request: LeanRequest;
  readonly of: LeanCalls;
  readonly inputs: LeanInputs;
  ctx: inferRouterContext<Router> | undefined;
  /** All that `responseMeta` gave until now. */
  metaHeaders: Headers | undefined;
  headers: LeanReply["headers"];
}

/** How one call went. */
export type Outcome = { readonly error: TRPCError } | { readonly data: unknown };

type Item<Router extends AnyTRPCRouter> =
  | { error: inferRouterError<Router> }
  | { result: { data: unknown } };

/** The reply to calls that have all run, one outcome for each in their order. */
export function replyTo<Router extends AnyTRPCRouter>(
  exchange: Exchange<Router>,
  outcomes: readonly Outcome[],
): LeanReply {
  const { of, inputs } = exchange;
  const errors: TRPCError[] = [];
  const items = outcomes.map((outcome, index): Item<Router> => {
    if ("data" in outcome) return { result: { data: outcome.data } };
    errors.push(outcome.error);
    const path = of.calls[index]?.path;
    return { error: shapeOf(exchange, outcome.error, path, inputs.result(index)) };
  });
  const status = statusOf(exchange, items, errors);
  const body = items.map((item) => serialise(exchange, item));
  return jsonReply(exchange, of.isBatch ? body : body[0], status);
}

/** The reply to a request that failed as a whole, whatever its calls did. */
export function replyToFault<Router extends AnyTRPCRouter>(
  exchange: Exchange<Router>,
  error: TRPCError,
): LeanReply {
  const { options, request, of, ctx } = exchange;
  options.onError({ error, path: undefined, input: undefined, ctx, type: of.type }, request);
  const item = { error: shapeOf(exchange, error, undefined, undefined) };
  const body = serialise(exchange, item);
  return jsonReply(exchange, body, statusOf(exchange, [item], [error]));
}

function shapeOf<Router extends AnyTRPCRouter>(
  { options, of, ctx }: Exchange<Router>,
  error: TRPCError,
  path: string | undefined,
  input: unknown,
): inferRouterError<Router> {
  const config = options.router._def._config;
  return getTRPCErrorShape({ config, error, type: of.type, path, input, ctx });
}

function serialise<Router extends AnyTRPCRouter>(
  { options }: Exchange<Router>,
  item: Item<Router>,
): unknown {
  const { output } = options.router._def._config.transformer;
  return "error" in item
    ? { error: output.serialize(item.error) }
    : { result: { data: output.serialize(item.result.data) } };
}

/** Asks `responseMeta`, and keeps its headers. */
function statusOf<Router extends AnyTRPCRouter>(
  exchange: Exchange<Router>,
  data: Item<Router>[],
  errors: TRPCError[],
): number {
  const { options, of, ctx } = exchange;
  const { status, headers } = options.responseMeta({
    ctx,
    data,
    errors,
    paths: of.calls.map(({ path }) => path),
    type: of.type,
    eagerGeneration: false,
  });
  if (headers !== undefined) addHeaders(exchange, headers);
  return status ?? (errors.length === 0 ? OK : getHTTPStatusCode(data));
}

/** Asked again for a reply that could not be serialised, the stock handler sends both times' headers. */
function addHeaders<Router extends AnyTRPCRouter>(
  exchange: Exchange<Router>,
  added: Headers,
): void {
  const all = (exchange.metaHeaders ??= new Headers());
  for (const [name, value] of added) all.append(name, value);
  const headers = { ...exchange.headers };
  for (const [name, value] of all) {
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  exchange.headers = headers;
}

function jsonReply<Router extends AnyTRPCRouter>(
  { headers }: Exchange<Router>,
  body: unknown,
  status: number,
): LeanReply {
  return { status, headers, body: JSON.stringify(body) };
}
