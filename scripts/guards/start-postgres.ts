import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../packages/embedded/src/postgres.ts";

/** A PostgreSQL for every run of tests: to start one for each would take longer than most tests. */
export async function startPostgres(): Promise<EmbeddedPostgres> {
  const directory = await mkdtemp(join(tmpdir(), "stampede-guards-data-"));
  // PostgreSQL's own account passes through here when this runs as root.
  await chmod(directory, 0o711);
  return startEmbeddedPostgres({ dataDirectory: directory, temporary: true, graceSeconds: 0 });
}
