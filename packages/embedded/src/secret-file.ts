import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";

import { errorCode } from "./error-code.ts";
import { StartupError } from "./startup-error.ts";

const SECRET_BYTES = 32;

/**
 * Reads a secret from its file, or makes one of 256 random bits and writes it with mode 0600. Two
 * callers at once get the same one.
 * @param path where it stands
 * @param prefix put before a new one, so that a scanner recognizes a leaked key
 * @throws StartupError when the file can be neither read nor written, or is empty
 */
export async function readOrCreateSecret(path: string, prefix = ""): Promise<string> {
  const found = await readSecret(path);
  if (found !== null) return found;
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const secret = prefix + randomBytes(SECRET_BYTES).toString("base64url");
  try {
    await writeFile(draft, `${secret}\n`, { mode: 0o600, flag: "wx" });
    // A link appears whole or not at all, and never over one that another process has just made.
    await link(draft, path);
    return secret;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") {
      throw new StartupError(`STAMPEDE_DATA_DIR: cannot write ${path} (${errorCode(error)})`);
    }
    const theirs = await readSecret(path);
    if (theirs !== null) return theirs;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readSecret(path: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw new StartupError(`STAMPEDE_DATA_DIR: cannot read ${path} (${errorCode(error)})`);
  }
  if (text.trim() === "") {
    throw new StartupError(`STAMPEDE_DATA_DIR: ${path} is empty; restore it from a backup`);
  }
  return text.trim();
}
