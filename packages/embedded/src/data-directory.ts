import { constants } from "node:fs";
import { access, chmod, mkdir, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { errorCode } from "./error-code.ts";
import { StartupError } from "./startup-error.ts";

/**
 * Makes the data directory when it is missing and checks that it can be used.
 * @param path as given, relative to the working directory
 * @returns its absolute path, with symbolic links resolved
 * @throws StartupError when it is no directory, or may not be made, read or written
 */
export async function prepareDataDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  try {
    const created = await makeDirectories(directory);
    // PostgreSQL's own account passes through here, whatever umask this process runs under.
    if (created && process.getuid?.() === 0) await chmod(directory, 0o711);
    if (!(await stat(directory)).isDirectory()) throw notADirectory(directory);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(directory);
  } catch (error) {
    throw explain(error, directory);
  }
}

/**
 * Node.js's own recursive form never comes back from a file system such as /proc, which answers
 * that a parent is missing when it is not.
 * @returns whether it was missing
 */
async function makeDirectories(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    if (errorCode(error) !== "ENOENT" || !(await makeDirectories(dirname(path)))) throw error;
  }
  await mkdir(path);
  return true;
}

function explain(error: unknown, directory: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  if (code === "EEXIST" || code === "ENOTDIR") return notADirectory(directory);
  const reason =
    code === "EACCES" || code === "EPERM"
      ? "permission denied"
      : code === "EROFS"
        ? "read-only"
        : code;
  return new StartupError(
    `STAMPEDE_DATA_DIR: ${directory} cannot be written (${reason}); ` +
      `allow it, or set STAMPEDE_DATA_DIR to another directory`,
  );
}

function notADirectory(directory: string): StartupError {
  return new StartupError(
    `STAMPEDE_DATA_DIR: ${directory} is not a directory; set STAMPEDE_DATA_DIR to another path`,
  );
}
