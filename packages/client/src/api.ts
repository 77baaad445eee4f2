import type { AppRouter } from "@stampede/router/router";
import type { TRPCClient, TRPCLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

/** The server's procedures: all that is known here of the server, and only as a type. */
export type Api = AppRouter;
export type ApiClient = TRPCClient<Api>;
export type ApiLink = TRPCLink<Api>;

/** What each procedure takes, such as `Inputs["reservations"]["create"]`. */
export type Inputs = inferRouterInputs<Api>;
/** What each procedure gives, such as `Outputs["reservations"]["get"]`. */
export type Outputs = inferRouterOutputs<Api>;

/** Every reason that the server gives, with the details that come with it. */
export type ServerDetails = { [D in ErrorData as D["reason"]]: D["details"] };

type ErrorData = Api["_def"]["_config"]["$types"]["errorShape"]["data"];
