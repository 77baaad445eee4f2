import type { HttpBindings } from "@hono/node-server";
import { DomainError, invalidInput } from "@stampede/domain/errors";
import { refused } from "@stampede/router/refusal";
import { TRPCError } from "@trpc/server";
import { type Context, Hono } from "hono";
import { type RequestIdVariables, requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import type { Logger } from "pino";
import type { TicketsDocument } from "./documents/tickets-document.ts";
import { errorReply } from "./error-reply.ts";
import { newRequestId } from "./http-recorder.ts";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";
import { logRequests } from "./request-log.ts";
import type { SiteHandler } from "./site/site.ts";

/** What the HTTP surface is put together from; a test passes its own. */
export interface AppOptions {
  /** Answers `/trpc/…`; `peer` is the address of the other end of the socket. */
  readonly trpc: (request: Request, peer: string | undefined) => Promise<Response>;
  /** Answers `/api/auth/…`, alike. */
  readonly signIn: (request: Request, peer: string | undefined) => Promise<Response>;
  readonly ticketsDocument: TicketsDocument;
  /** Answers for the pages and their files, and passes on what is neither; undefined when no site is built. */
  readonly site?: SiteHandler | undefined;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Pick<Metrics, "printMetrics" | "registerMetrics">;
  /** Where people reach the site; undefined where nobody has said. */
  readonly publicUrl: string | undefined;
  readonly closing: AbortSignal;
  readonly log: Logger;
}

type Env = { Bindings: Partial<HttpBindings>; Variables: RequestIdVariables };

/** Every route of the server. */
export function createApp(options: AppOptions): Hono<Env> {
  const { trpc, signIn, ticketsDocument, site, readiness, metrics, publicUrl, closing, log } =
    options;
  const app = new Hono<Env>();

  app.use(requestId({ generator: newRequestId }));
  app.use(logRequests(log));
  app.use(metrics.registerMetrics);
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: "DENY",
      referrerPolicy: "no-referrer",
      strictTransportSecurity: "max-age=15552000",
      // Said to browsers that are gone, or what they do unsaid.
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xPermittedCrossDomainPolicies: false,
      xXssProtection: false,
      // A page has its own policy for what it may load.
      overwrite: false,
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.header("x-request-id", c.get("requestId"));
    // Replies belong to one caller, or to one moment.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
    // Tells a client that keeps its connection to use another one for what comes next.
    if (closing.aborted) c.header("connection", "close");
  });

  app.all("/trpc/*", (c) =>
    isJson(c) ? trpc(c.req.raw, c.env.incoming?.socket.remoteAddress) : errorReply(notJson()),
  );
  app.all("/api/auth/*", (c) =>
    isJson(c) ? signIn(c.req.raw, c.env.incoming?.socket.remoteAddress) : errorReply(notJson()),
  );
  app.get("/documents/reservations/:reservationId/tickets.pdf", (c) =>
    ticketsDocument({
      request: c.req.raw,
      reservationId: c.req.param("reservationId"),
      peer: c.env.incoming?.socket.remoteAddress,
    }),
  );
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    const state = await readiness();
    if (state === "ready") return c.json({ status: state });
    c.header("retry-after", "1");
    return c.json({ status: state }, 503);
  });
  app.get("/metrics", metrics.printMetrics);
  if (site !== undefined) app.get("*", site);
  app.get("/", (c) =>
    c.json({ name: "Stampede", url: publicUrl, api: "/trpc", health: "/readyz" }),
  );

  app.notFound(() =>
    errorReply(refused(new DomainError("NOT_FOUND", "There is nothing here.", null))),
  );
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, "a request failed");
    return errorReply(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error }));
  });
  return app;
}

/** A form or a script of another site can only send other types without being asked for leave. */
function isJson(c: Context): boolean {
  if (c.req.method === "GET" || c.req.method === "HEAD") return true;
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "application/json";
}

function notJson(): TRPCError {
  const refusal = invalidInput([], "The content type must be application/json.");
  return refused(refusal, "UNSUPPORTED_MEDIA_TYPE");
}
