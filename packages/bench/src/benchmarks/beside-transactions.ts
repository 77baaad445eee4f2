import type { BenchDatabase } from "../lab/bench-database.ts";
import type { Server, Stage } from "../lab/stage.ts";
import type { RequestTemplate } from "../load/protocol.ts";
import { reserveRequest } from "./requests.ts";

/** A server with a database and an event of its own, and what reserves there. */
interface Shop {
  readonly api: Server;
  readonly request: RequestTemplate;
}

/**
 * Starts the API beside the same one with a transaction for each reservation: in turn, two at once,
 * or all at once and without the queue.
 */
export async function startBesideTransactions(
  stage: Stage,
  variant: "api-one-at-a-time" | "api-without-queue",
): Promise<{ readonly grouped: Shop; readonly single: Shop }> {
  // One after the other, for they are numbered.
  const databases = [await stage.database(), await stage.database()] as const;
  const [grouped, single] = await Promise.all([
    startShop(stage, databases[0]),
    startShop(stage, databases[1], { entry: `packages/bench/src/servers/${variant}.ts` }),
  ]);
  return { grouped, single };
}

async function startShop(
  stage: Stage,
  database: BenchDatabase,
  options?: Parameters<Stage["api"]>[1],
): Promise<Shop> {
  const request = reserveRequest(await database.createEvent());
  const api = await stage.api(database, options);
  return { api, request };
}
