import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

import { findRedisServer } from "../packages/embedded/src/redis.ts";

const APT_GET = "/usr/bin/apt-get";
/** Debian asks this program whether a freshly installed service may start; 101 forbids it. */
const POLICY = "/usr/sbin/policy-rc.d";
const POLICY_SCRIPT = "#!/bin/sh\nexit 101\n";

/**
 * Makes sure that there is a Redis for the tests to run, and installs Debian's where it can.
 * @returns null, or one line that says why there is none
 */
export async function requireRedis(): Promise<string | null> {
  if ((await findRedisServer()) !== null) return null;
  if (process.getuid?.() === 0 && existsSync(APT_GET)) installFromDebian();
  if ((await findRedisServer()) !== null) return null;
  return "the tests on Redis need redis-server or valkey-server on the PATH: install one";
}

function installFromDebian(): void {
  console.log("redis-server is missing: installing it, without starting it");
  const policyIsOurs = !existsSync(POLICY);
  if (policyIsOurs) writeFileSync(POLICY, POLICY_SCRIPT, { mode: 0o755 });
  try {
    const install = ["install", "-y", "--no-install-recommends", "redis-server"];
    if (aptGet(install)) return;
    // A bare image has no package lists yet.
    if (aptGet(["update"])) aptGet(install);
  } finally {
    if (policyIsOurs) rmSync(POLICY, { force: true });
  }
}

function aptGet(args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  return (
    spawnSync(APT_GET, ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status ===
    0
  );
}
