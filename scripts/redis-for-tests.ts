import { findRedisServer } from "../packages/embedded/src/redis.ts";
import { installFromDebian } from "./install-from-debian.ts";

/**
 * Makes sure that there is a Redis for the tests to run, and installs Debian's where it can.
 * @returns null, or one line that says why there is none
 */
export async function requireRedis(): Promise<string | null> {
  if ((await findRedisServer()) !== null) return null;
  installFromDebian("redis-server");
  if ((await findRedisServer()) !== null) return null;
  return "the tests on Redis need redis-server or valkey-server on the PATH: install one";
}
