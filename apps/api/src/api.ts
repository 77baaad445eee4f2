import { type CreateQueue, createDomainContext } from "@stampede/domain/create-context";
import { createGateway } from "@stampede/domain/payments/create-gateway";
import { gatewayUntil } from "@stampede/domain/payments/gateway-until";
import { createAlarms } from "@stampede/jobs/alarms";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { createAvailabilityEndpoint } from "./availability-endpoint/availability-endpoint.ts";
import { createTicketsDocument } from "./documents/tickets-document.ts";
import type { Environment } from "./environment.ts";
import { type HttpServer, listen } from "./http-server.ts";
import { createLeanFront } from "./lean-trpc/lean-front.ts";
import { createMetrics } from "./metrics.ts";
import { openDatabases } from "./open-databases.ts";
import { createOverloadFront, type OverloadOptions } from "./overload/overload-front.ts";
import { createOrganizerKeys } from "./organizer-keys.ts";
import { createRateLimits, NO_RATE_LIMITS } from "./rate-limits.ts";
import { createReadiness } from "./readiness.ts";
import { openSite } from "./site/open-site.ts";
import { openSignIn } from "./sign-in/open-sign-in.ts";
import { createTrpcEndpoint, type EndpointOptions } from "./trpc-endpoint.ts";

/**
 * A charge may take longer than a drain: so long after its begin nobody waits for a gateway, and who
 * pays is told that it is not known yet. What is left of the drain is for writing that down.
 */
const GATEWAY_DRAIN_MS_MAX = 6_000;

/** The API while it serves. */
export interface Api {
  readonly port: number;
  /** Finishes what is under way, then gives everything back. */
  close(): Promise<void>;
}

/**
 * Opens what the API needs, and serves.
 *
 * @param options.createQueue another way to decide reservations, for comparisons.
 * @throws {StartError} when the database is out of reach or the port cannot be had.
 */
export async function startApi(
  environment: Environment,
  log: Logger,
  options: { readonly createQueue?: CreateQueue } = {},
): Promise<Api> {
  const closing = new AbortController();
  const leavingGateway = new AbortController();
  const { db, buyersDb } = await openDatabases(environment.databaseUrl, log);
  const alarms = createAlarms({ backend: environment.queueBackend, log });
  const provider = createGateway(environment.paymentGateway, buyersDb);
  const gateway = gatewayUntil(provider, leavingGateway.signal);
  const domain = createDomainContext({
    db,
    buyersDb,
    gateway,
    appSecrets: environment.appSecrets,
    holdSeconds: environment.holdSeconds,
    alarms,
    log,
    createQueue: options.createQueue,
  });
  const rateLimits = environment.rateLimits
    ? createRateLimits(environment.redisUrl, log)
    : NO_RATE_LIMITS;
  const metrics = createMetrics();
  const release = async (): Promise<void> => {
    // What is counted in memory is written first, while there is a database to write it to.
    await domain.close().catch((error: unknown) => log.warn({ error }, "refusals were lost"));
    await alarms.close().catch((error: unknown) => log.warn({ error }, "the queue did not close"));
    rateLimits.close();
    await Promise.all([db.close(), buyersDb.close()]);
  };

  const signIn = openSignIn(environment, db, log);
  const endpoint: EndpointOptions = {
    domain,
    organizerKeys: createOrganizerKeys(domain, environment.organizerApiKey),
    authenticateSession: signIn.authenticateSession,
    rateLimits,
    trustedProxies: environment.trustedProxies,
    observe: metrics.observe,
    closing: closing.signal,
    log,
  };
  const app = createApp({
    trpc: createTrpcEndpoint(endpoint),
    signIn: signIn.createEndpoint(endpoint),
    ticketsDocument: createTicketsDocument(endpoint),
    site: await openSite(environment, endpoint),
    readiness: createReadiness(buyersDb, closing.signal),
    metrics,
    publicUrl: environment.publicUrl,
    closing: closing.signal,
    log,
  });
  try {
    const front = { ...endpoint, ...signIn, db, buyersDb, registry: metrics.registry };
    const server = await serve(app.fetch, environment, front);
    signIn.listensOn(server.port);
    return {
      port: server.port,
      async close() {
        closing.abort();
        await drain(server, leavingGateway);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function drain(server: HttpServer, leavingGateway: AbortController): Promise<void> {
  const timer = setTimeout(() => leavingGateway.abort(), GATEWAY_DRAIN_MS_MAX);
  await server.drain();
  clearTimeout(timer);
}

/** Listens, with what answers before the app does, in the order in which requests come to it. */
function serve(
  fetch: Parameters<typeof listen>[0],
  environment: Environment,
  options: EndpointOptions & Omit<OverloadOptions, "isFair">,
): Promise<HttpServer> {
  const { registry, rateLimits } = options;
  const limits = { ...options, isFair: rateLimits !== NO_RATE_LIMITS };
  const admit = createOverloadFront(limits);
  const availability = createAvailabilityEndpoint(options);
  const leanTrpc = createLeanFront({ endpoint: options, registry });
  return listen(fetch, environment, limits, (stock) => admit(availability(leanTrpc(stock))));
}
