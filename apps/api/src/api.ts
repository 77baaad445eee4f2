import { setTimeout as pause } from "node:timers/promises";
import { type Database, openDatabase } from "@stampede/db/client";
import { createDomainContext } from "@stampede/domain/create-context";
import { createSimulatedGateway } from "@stampede/domain/payments/simulated-gateway";
import { createAlarms } from "@stampede/jobs/alarms";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { Environment } from "./environment.ts";
import { listen } from "./http-server.ts";
import { createMetrics } from "./metrics.ts";
import { createRateLimits, NO_RATE_LIMITS } from "./rate-limits.ts";
import { createReadiness } from "./readiness.ts";
import { StartError } from "./start-error.ts";
import { createTrpcEndpoint } from "./trpc-endpoint.ts";

const CONNECT_ATTEMPTS_MAX = 5;
const CONNECT_PAUSE_MS = 300;

/** The API while it serves. */
export interface Api {
  readonly port: number;
  /** Finishes what is under way, then gives everything back. */
  close(): Promise<void>;
}

/**
 * Opens what the API needs, and serves.
 *
 * @param options.groupSizeMax reservations committed together at most, for comparisons.
 * @throws {StartError} when the database is out of reach or the port cannot be had.
 */
export async function startApi(
  environment: Environment,
  log: Logger,
  options: { readonly groupSizeMax?: number } = {},
): Promise<Api> {
  const closing = new AbortController();
  const db = openDatabase({
    connectionString: environment.databaseUrl,
    applicationName: "stampede-api",
    onIdleError: (error) => log.warn({ error }, "a database connection was lost"),
  });
  try {
    await requireDatabase(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  const alarms = createAlarms({ backend: environment.queueBackend, log });
  const domain = createDomainContext({
    db,
    gateway: createSimulatedGateway(db),
    appSecrets: environment.appSecrets,
    holdSeconds: environment.holdSeconds,
    alarms,
    log,
    groupSizeMax: options.groupSizeMax,
  });
  const rateLimits = environment.rateLimits
    ? createRateLimits(environment.redisUrl, log)
    : NO_RATE_LIMITS;
  const release = async (): Promise<void> => {
    // What is counted in memory is written first, while there is a database to write it to.
    await domain.close().catch((error: unknown) => log.warn({ error }, "refusals were lost"));
    await alarms.close().catch((error: unknown) => log.warn({ error }, "the queue did not close"));
    rateLimits.close();
    await db.close();
  };

  const metrics = createMetrics();
  const app = createApp({
    trpc: createTrpcEndpoint({
      domain,
      demoApiKey: environment.organizerApiKey,
      rateLimits,
      trustedProxies: environment.trustedProxies,
      observe: metrics.observe,
      closing: closing.signal,
      log,
    }),
    readiness: createReadiness(db, closing.signal),
    metrics,
    closing: closing.signal,
    log,
  });
  try {
    const server = await listen(app.fetch, environment);
    return {
      port: server.port,
      async close() {
        closing.abort();
        await server.drain();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function requireDatabase(db: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.pool.query("SELECT 1");
      return;
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS_MAX) {
        const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
        throw new StartError(`DATABASE_URL leads to no database that answers${code}`);
      }
      await pause(CONNECT_PAUSE_MS);
    }
  }
}
