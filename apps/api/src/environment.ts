import { resolve } from "node:path";
import { queueBackendOf, REDIS_WHERE_ASKED } from "@stampede/service/queue-variables";
import { readVariables } from "@stampede/service/read-variables";
import { variables as of } from "@stampede/service/variables";
import { z } from "zod";

/** Where the build of `apps/web` leaves the site. */
const BUILT_SITE = resolve(import.meta.dirname, "../../web/dist/site");

const schema = z
  .object({
    PORT: of.PORT,
    HOST: of.HOST,
    DATABASE_URL: of.DATABASE_URL,
    REDIS_URL: of.REDIS_URL,
    QUEUE_BACKEND: of.QUEUE_BACKEND,
    APP_SECRET: of.APP_SECRET,
    HOLD_SECONDS: of.HOLD_SECONDS,
    ORGANIZER_API_KEY: of.ORGANIZER_API_KEY,
    PAYMENT_GATEWAY: of.PAYMENT_GATEWAY,
    PUBLIC_URL: of.PUBLIC_URL,
    TRUSTED_PROXIES: of.TRUSTED_PROXIES,
    LOG_LEVEL: of.LOG_LEVEL,
    RATE_LIMITS: of.RATE_LIMITS,
    WEB_CONCURRENCY: of.WEB_CONCURRENCY,
    SITE_DIRECTORY: of.SITE_DIRECTORY,
    SITE_RELOADS: of.SITE_RELOADS,
  })
  .check(REDIS_WHERE_ASKED);

/** What this program reads of its environment, in the shapes that it is used in. */
export type Environment = ReturnType<typeof readEnvironment>;

/**
 * Reads the environment; an empty variable counts as one that is not set.
 *
 * @throws {StartError} naming every wrong variable in one line, and quoting no value.
 */
export function readEnvironment(variables = process.env) {
  const data = readVariables(schema, variables);
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    queueBackend: queueBackendOf(data),
    appSecrets: data.APP_SECRET,
    holdSeconds: data.HOLD_SECONDS,
    organizerApiKey: data.ORGANIZER_API_KEY,
    paymentGateway: data.PAYMENT_GATEWAY,
    publicUrl: data.PUBLIC_URL,
    trustedProxies: data.TRUSTED_PROXIES,
    logLevel: data.LOG_LEVEL,
    rateLimits: data.RATE_LIMITS === "on",
    processes: data.WEB_CONCURRENCY,
    siteDirectory: data.SITE_DIRECTORY ?? BUILT_SITE,
    siteReloads: data.SITE_RELOADS === "on",
  };
}
