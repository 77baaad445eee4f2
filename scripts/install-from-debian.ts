import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

const APT_GET = "/usr/bin/apt-get";
/** Debian asks this program whether a freshly installed service may start; 101 forbids it. */
const POLICY = "/usr/sbin/policy-rc.d";
const POLICY_SCRIPT = "#!/bin/sh\nexit 101\n";

/**
 * Installs a Debian package without starting what is in it, where this machine has apt-get and this
 * user may run it. What came of it is for the caller to look up.
 */
export function installFromDebian(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync(APT_GET)) return;
  console.log(`${name} is missing: installing it`);
  const policyIsOurs = !existsSync(POLICY);
  if (policyIsOurs) writeFileSync(POLICY, POLICY_SCRIPT, { mode: 0o755 });
  try {
    const install = ["install", "-y", "--no-install-recommends", name];
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
