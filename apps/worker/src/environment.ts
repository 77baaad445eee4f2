import type { GatewayName } from "@stampede/domain/payments/create-gateway";
import type { QueueBackend } from "@stampede/jobs/backend";
import { queueBackendOf, REDIS_WHERE_ASKED } from "@stampede/service/queue-variables";
import { readVariables } from "@stampede/service/read-variables";
import { variables as of } from "@stampede/service/variables";
import { z } from "zod";

// The worker signs no access token, so it is given no APP_SECRET.
const schema = z
  .object({
    DATABASE_URL: of.DATABASE_URL,
    REDIS_URL: of.REDIS_URL,
    QUEUE_BACKEND: of.QUEUE_BACKEND,
    PAYMENT_GATEWAY: of.PAYMENT_GATEWAY,
    LOG_LEVEL: of.LOG_LEVEL,
    HEALTH_PORT: of.HEALTH_PORT,
  })
  .check(REDIS_WHERE_ASKED);

/** What this program reads of its environment, in the shapes that it is used in. */
export interface Environment {
  readonly databaseUrl: string;
  readonly queueBackend: QueueBackend;
  readonly paymentGateway: GatewayName;
  readonly logLevel: string;
  /** Where `/healthz` and `/metrics` answer on 127.0.0.1; nowhere when it is undefined. */
  readonly healthPort: number | undefined;
}

/**
 * Reads the environment; an empty variable counts as one that is not set.
 *
 * @throws {StartError} naming every wrong variable in one line, and quoting no value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const data = readVariables(schema, variables);
  return {
    databaseUrl: data.DATABASE_URL,
    queueBackend: queueBackendOf(data),
    paymentGateway: data.PAYMENT_GATEWAY,
    logLevel: data.LOG_LEVEL,
    healthPort: data.HEALTH_PORT,
  };
}
