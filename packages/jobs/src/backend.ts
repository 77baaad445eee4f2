/** Where jobs wait: a Redis or Valkey server, or a schema of its own in PostgreSQL. */
export type QueueBackend =
  | { readonly kind: "redis"; readonly url: string }
  | { readonly kind: "postgres"; readonly connectionString: string };

export const QUEUE_NAME = "jobs";
/** The braces are a hash tag: on Redis Cluster all keys of the queue lie in one slot. */
export const QUEUE_PREFIX = "{stampede}";
/** PostgreSQL's counterpart of the prefix. */
export const QUEUE_SCHEMA = "bullmq";
/** Nobody reads the stream of past events; BullMQ would keep 10 000. */
export const PAST_EVENTS_MAX = 100;
