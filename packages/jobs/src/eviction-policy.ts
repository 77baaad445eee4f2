import type { Redis } from "ioredis";
import type { Log } from "./log.ts";

/**
 * Warns where the server may throw jobs away when its memory is full. Nothing is sold wrongly then,
 * but holds are released by the sweep alone.
 */
export async function warnOfEviction(client: Redis, log: Log): Promise<void> {
  const memory = await client.info("memory");
  const policy = /^maxmemory_policy:(?<name>\S+)/m.exec(memory)?.groups?.["name"];
  if (policy === undefined || policy === "noeviction") return;
  log.warn({ policy }, "Redis may evict jobs: set its maxmemory-policy to noeviction");
}
