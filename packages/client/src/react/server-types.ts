import type {
  DataTag,
  QueryFunction,
  UndefinedInitialDataOptions,
  UseMutationOptions,
} from "@tanstack/react-query";
import type { TRPCClientErrorLike } from "@trpc/client";
import type { Api, ApiClient } from "../api.ts";

/** What a query or a mutation of the server fails with. */
export type ServerFailure = TRPCClientErrorLike<Api>;

/** Options for TanStack Query of every procedure: `server.events.get.queryOptions({ event })`. */
export type Server = Branch<ApiClient>;

/** A router, or one of its parts, by the shape of the client's. */
type Branch<C> = Path & {
  readonly [K in keyof C]: C[K] extends { query: (input: infer I, ...rest: never) => infer O }
    ? Query<I, Awaited<O>>
    : C[K] extends { mutate: (input: infer I, ...rest: never) => infer O }
      ? Mutation<I, Awaited<O>>
      : C[K] extends { subscribe: unknown }
        ? Pick<C[K], "subscribe">
        : Branch<C[K]>;
};

interface Path {
  /** All queries of the path, whatever their input. */
  pathFilter(): { readonly queryKey: QueryKey };
}

type QueryKey = [path: string[], of?: { input?: unknown; type: "query" }];
type TaggedKey<O> = DataTag<QueryKey, O, ServerFailure>;
type QueryInit<O, D> = UndefinedInitialDataOptions<O, ServerFailure, D, QueryKey>;
type Reserved = "queryKey" | "queryFn" | "queryHash" | "queryKeyHashFn";

interface Query<I, O> extends Path {
  queryKey(input: I): TaggedKey<O>;
  queryFilter(input: I): { readonly queryKey: TaggedKey<O> };
  /** @param options of TanStack Query, but for the key and the function */
  queryOptions<D = O>(
    input: I,
    options?: Omit<QueryInit<O, D>, Reserved>,
  ): Omit<QueryInit<O, D>, "queryKey" | "queryFn"> & {
    queryKey: TaggedKey<O>;
    queryFn: QueryFunction<O, QueryKey>;
  };
}

interface Mutation<I, O> extends Path {
  /** @param options of TanStack Query, but for the key and the function */
  mutationOptions<C = unknown>(
    options?: Omit<UseMutationOptions<O, ServerFailure, I, C>, "mutationKey" | "mutationFn">,
  ): UseMutationOptions<O, ServerFailure, I, C>;
}
