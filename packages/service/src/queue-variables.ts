import type { QueueBackend } from "@stampede/jobs/backend";
import { rule } from "./read-variables.ts";

/** The variables that choose where jobs wait. */
export interface QueueVariables {
  readonly QUEUE_BACKEND: "auto" | "redis" | "postgres";
  readonly REDIS_URL?: string | undefined;
  readonly DATABASE_URL: string;
}

/** The API and the worker start no Redis of their own: they must be told where it is. */
export const REDIS_WHERE_ASKED = rule<Pick<QueueVariables, "QUEUE_BACKEND" | "REDIS_URL">>(
  "REDIS_URL",
  "must be set when QUEUE_BACKEND is redis",
  ({ QUEUE_BACKEND, REDIS_URL }) => QUEUE_BACKEND !== "redis" || REDIS_URL !== undefined,
);

/** Where jobs wait: in Redis where there is one, unless PostgreSQL is asked for. */
export function queueBackendOf(variables: QueueVariables): QueueBackend {
  const { QUEUE_BACKEND, REDIS_URL, DATABASE_URL } = variables;
  return REDIS_URL !== undefined && QUEUE_BACKEND !== "postgres"
    ? { kind: "redis", url: REDIS_URL }
    : { kind: "postgres", connectionString: DATABASE_URL };
}
