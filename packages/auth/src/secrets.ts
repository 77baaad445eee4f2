import { hkdfSync } from "node:crypto";

const SECRET_BYTES = 32;
const VERSION_BYTES = 4;

/** A secret for signing in, and a number that tells which one something was encrypted with. */
export interface SignInSecret {
  readonly version: number;
  readonly value: string;
}

/**
 * The secrets for signing in, derived from the application's: what leaks of one purpose is worth
 * nothing for the others. Their numbers depend on the secrets alone, so that they survive a rotation.
 *
 * @param appSecrets newest first.
 */
export function signInSecrets(
  appSecrets: readonly [string, ...string[]],
): [SignInSecret, ...SignInSecret[]] {
  const [newest, ...older] = appSecrets;
  const others = older.filter(
    (secret, index) => secret !== newest && older.indexOf(secret) === index,
  );
  return [secretOf(newest), ...others.map(secretOf)];
}

function secretOf(appSecret: string): SignInSecret {
  const version = derive(appSecret, "version", VERSION_BYTES).readUInt32BE() >>> 1;
  return { version, value: derive(appSecret, "secret", SECRET_BYTES).toString("base64url") };
}

function derive(appSecret: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", appSecret, "", `stampede sign-in ${purpose}`, bytes));
}
