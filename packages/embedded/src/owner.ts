import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { errorCode } from "./error-code.ts";
import { processIdentity } from "./process-identity.ts";
import { StartupError } from "./startup-error.ts";

/**
 * The process that runs the database of a data directory: a `server` until it is stopped, or a
 * `command` for as long as it takes.
 */
export interface Owner {
  pid: number;
  identity: string;
  role: "server" | "command";
}

const CLAIM_ATTEMPTS_MAX = 10;

/**
 * Finds who runs the database of a data directory.
 * @returns null when nobody does, be it that the process died or that its pid now belongs to
 *   another one
 */
export async function findOwner(dataDirectory: string): Promise<Owner | null> {
  const owner = await readOwner(ownerFile(dataDirectory));
  return owner !== null && isAlive(owner) ? owner : null;
}

/**
 * Claims a data directory for this process: of several at once, one gets it.
 * @returns a function that gives the claim back
 * @throws StartupError when a living process has it
 */
export async function claimDataDirectory(
  dataDirectory: string,
  role: Owner["role"],
): Promise<() => Promise<void>> {
  const path = ownerFile(dataDirectory);
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const mine: Owner = { pid: process.pid, identity: processIdentity(process.pid) ?? "", role };
  await writeFile(draft, JSON.stringify(mine));
  try {
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS_MAX; attempt += 1) {
      // A link appears whole or not at all, and never over another one.
      if (await linked(draft, path)) return () => rm(path, { force: true });
      const owner = await readOwner(path);
      if (owner !== null && isAlive(owner)) throw alreadyOwned(owner, dataDirectory);
      await removeStale(path, `${draft}.stale`);
    }
    throw new StartupError(`STAMPEDE_DATA_DIR: ${path} cannot be claimed; remove that file`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The one line for a data directory that a living process has. */
export function alreadyOwned(owner: Owner, dataDirectory: string): StartupError {
  return new StartupError(
    owner.role === "server"
      ? `Stampede already runs from ${dataDirectory} (pid ${owner.pid}); ` +
          `stop it, or set STAMPEDE_DATA_DIR to another directory`
      : `A stampede command (pid ${owner.pid}) is using ${dataDirectory}; try again when it is done`,
  );
}

function ownerFile(dataDirectory: string): string {
  return join(dataDirectory, "owner.json");
}

function isAlive(owner: Owner): boolean {
  return processIdentity(owner.pid) === owner.identity;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Moves it away before looking again: another process may have claimed it in between. */
async function removeStale(path: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved !== null && isAlive(moved)) await linked(aside, path);
  await rm(aside, { force: true });
}

async function readOwner(path: string): Promise<Owner | null> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return null;
    throw new StartupError(`STAMPEDE_DATA_DIR: cannot read ${path} (${errorCode(error)})`);
  }
  if (typeof value !== "object" || value === null) return null;
  if (!("pid" in value) || typeof value.pid !== "number") return null;
  if (!("identity" in value) || typeof value.identity !== "string") return null;
  const role = "role" in value && value.role === "command" ? "command" : "server";
  return { pid: value.pid, identity: value.identity, role };
}
