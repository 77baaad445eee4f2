import { execFileSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";

import { StartupError } from "./startup-error.ts";

/** The account that PostgreSQL runs as. */
export interface SystemAccount {
  uid: number;
  gid: number;
  name: string;
}

const ACCOUNT_NAME = "postgres";
const EXECUTE = 0o1;

/**
 * The account for PostgreSQL, which refuses to run as root: the owner of an existing cluster, or
 * else the system's `postgres`, made when there is none.
 * @param clusterDirectory the cluster, which may not exist yet
 * @returns null when this process is not root and PostgreSQL runs as the same user
 * @throws StartupError when root cannot make the account
 */
export async function postgresAccount(clusterDirectory: string): Promise<SystemAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterDirectory).catch(() => null);
  if (owner !== null && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  }
  return readAccount() ?? createAccount();
}

/**
 * Finds what keeps an account out of a path.
 * @param path an existing directory or file, with symbolic links resolved
 * @returns the outermost directory that the account may not enter, or null when there is none
 */
export async function findClosedDirectory(
  path: string,
  account: SystemAccount,
): Promise<string | null> {
  const parents: string[] = [];
  for (let next = path; next !== dirname(next); next = dirname(next)) parents.unshift(next);
  for (const parent of parents) {
    const { mode, uid, gid } = await stat(parent);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    if (((mode >> shift) & EXECUTE) === 0) return parent;
  }
  return null;
}

function readAccount(): SystemAccount | null {
  try {
    const id = (flag: string): number =>
      Number(execFileSync("id", [flag, ACCOUNT_NAME], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g"), name: ACCOUNT_NAME };
  } catch {
    return null;
  }
}

function createAccount(): SystemAccount {
  const commands: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", ACCOUNT_NAME]],
    // Alpine and other BusyBox systems have no useradd.
    ["adduser", ["-S", "-D", "-H", ACCOUNT_NAME]],
  ];
  for (const [command, args] of commands) {
    try {
      execFileSync(command, args, { stdio: "pipe" });
    } catch {
      continue;
    }
    const account = readAccount();
    if (account !== null) return account;
  }
  throw new StartupError(
    `PostgreSQL refuses to run as root, and the user "${ACCOUNT_NAME}" could not be made; ` +
      `make it, start as another user, or set DATABASE_URL`,
  );
}
