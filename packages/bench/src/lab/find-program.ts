import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { SEARCH_PATH } from "../environment.ts";

/** Where Debian keeps the programs of PostgreSQL that it does not put on the PATH. */
const DEBIAN_ROOT = "/usr/lib/postgresql";

/** A program of PostgreSQL's, or undefined where it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  const versions = await readdir(DEBIAN_ROOT).catch(() => []);
  const directories = [
    ...SEARCH_PATH.split(delimiter),
    ...versions.map((version) => join(DEBIAN_ROOT, version, "bin")),
  ];
  for (const directory of directories.filter((path) => path !== "")) {
    const path = join(directory, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
