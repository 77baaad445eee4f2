import type { QueryClient } from "@tanstack/react-query";
import { createTRPCContext, createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Api } from "../api.ts";
import type { StampedeClient } from "../create-client.ts";

/** Options for TanStack Query of every procedure: `server.events.get.queryOptions({ event })`. */
export type Server = TRPCOptionsProxy<Api>;

type Context = ReturnType<typeof createTRPCContext<Api>>;

const context: Context = createTRPCContext<Api>();

/** Gives the components below it the server: `<ServerProvider trpcClient={…} queryClient={…}>`. */
export const ServerProvider: Context["TRPCProvider"] = context.TRPCProvider;

/**
 * The server's procedures as options for TanStack Query:
 *
 *     const server = useServer();
 *     const { data } = useSuspenseQuery(server.events.get.queryOptions({ event: slug }));
 *     const reserve = useMutation(server.reservations.create.mutationOptions());
 */
export const useServer: () => Server = context.useTRPC;

/**
 * The same outside of components, such as in a route's loader.
 *
 * @param client from `createClient`
 * @param queryClient where the answers are kept
 */
export function createServer(client: StampedeClient, queryClient: QueryClient): Server {
  return createTRPCOptionsProxy<Api>({ client, queryClient });
}
