import { openDatabase } from "@stampede/db/client";
import { migrate } from "@stampede/db/migrate";
import { createDomainContext } from "@stampede/domain/create-context";
import { loadDemoCatalogue } from "@stampede/domain/import/demo";
import { createGateway, type GatewayName } from "@stampede/domain/payments/create-gateway";
import { errorCode } from "@stampede/embedded/error-code";
import { StartupError } from "@stampede/embedded/startup-error";
import { migrateQueues } from "@stampede/jobs/migrate-queues";

/**
 * Brings the schema to the newest version and puts the demo catalogue into an empty database.
 * @param connectionString the owner's
 * @param gateway charges the catalogue's buyers
 * @param appSecrets signs what the catalogue's buyers are given, which nobody keeps
 * @throws StartupError when the database refuses the connection
 */
export async function prepareDatabase(
  connectionString: string,
  gateway: GatewayName,
  appSecrets: readonly [string, ...string[]],
): Promise<void> {
  try {
    await migrate({ connectionString });
    await migrateQueues({ connectionString });
  } catch (error) {
    throw explain(error);
  }
  await loadCatalogue(connectionString, gateway, appSecrets);
}

async function loadCatalogue(
  connectionString: string,
  gateway: GatewayName,
  appSecrets: readonly [string, ...string[]],
): Promise<void> {
  const db = openDatabase({ connectionString, applicationName: "stampede-standalone" });
  try {
    const domain = createDomainContext({
      db,
      gateway: createGateway(gateway, db),
      appSecrets,
      holdSeconds: HOLD_SECONDS,
      // The worker is not up yet, and its sweep will find whatever falls due.
      alarms: { releaseAt() {}, reconcileAt() {}, windUpAt() {} },
      log: console,
    });
    await loadDemoCatalogue(domain);
    await domain.close();
  } finally {
    await db.close();
  }
}

/** Each is paid for at once. */
const HOLD_SECONDS = 60;
/** The SQLSTATE classes of a refused connection: a wrong role or password, no such database. */
const REFUSED = /^(?:28|3D|08|53|57P)/;

function explain(error: unknown): unknown {
  const code = errorCode(error);
  if (!(error instanceof Error) || code === undefined) return error;
  if (!REFUSED.test(code) && !code.startsWith("E")) return error;
  return new StartupError(`DATABASE_URL: the database refuses the connection: ${error.message}`);
}
