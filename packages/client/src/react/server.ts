import { getUntypedClient } from "@trpc/client";
import { createTRPCRecursiveProxy } from "@trpc/server";
import { type Provider, createContext, useContext } from "react";
import type { StampedeClient } from "../create-client.ts";
import type { Server } from "./server-types.ts";

export type { Server } from "./server-types.ts";

const context = createContext<Server | null>(null);

/** Gives the components below it the server: `<ServerProvider value={server}>`. */
export const ServerProvider: Provider<Server | null> = context.Provider;

/**
 * The server's procedures as options for TanStack Query:
 *
 *     const server = useServer();
 *     const { data } = useSuspenseQuery(server.events.get.queryOptions({ event: slug }));
 *     const reserve = useMutation(server.reservations.create.mutationOptions());
 *
 * @throws Error outside of a ServerProvider
 */
export function useServer(): Server {
  const server = useContext(context);
  if (server === null) throw new Error("useServer() needs a <ServerProvider> above it");
  return server;
}

/**
 * The same outside of components, such as in a route's loader.
 *
 * @param client from `createClient`
 */
export function createServer(client: StampedeClient): Server {
  const untyped = getUntypedClient(client);
  return createTRPCRecursiveProxy<Server>(({ path, args: [first, second] }) => {
    const steps = path.slice(0, -1);
    const name = steps.join(".");
    // As tRPC's own integration names them.
    const queryKey = [steps, { ...(first !== undefined && { input: first }), type: "query" }];
    switch (path.at(-1) ?? "") {
      case "queryKey":
        return queryKey;
      case "queryFilter":
        return { queryKey };
      case "pathFilter":
        return { queryKey: [steps] };
      case "queryOptions":
        return { ...asObject(second), queryKey, queryFn: () => untyped.query(name, first) };
      case "mutationOptions":
        return {
          ...asObject(first),
          mutationKey: [steps],
          mutationFn: (input: unknown) => untyped.mutation(name, input),
        };
      case "subscribe":
        return untyped.subscription(name, first, asObject(second));
      default:
        throw new TypeError(`a procedure of the server has no ${path.join(".")}`);
    }
  });
}

function asObject(options: unknown): object {
  return typeof options === "object" && options !== null ? options : {};
}
