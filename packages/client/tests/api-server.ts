import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { openDatabase } from "@stampede/db/client";
import { createDomainContext } from "@stampede/domain/create-context";
import { authenticateApiKey } from "@stampede/domain/organizers/authenticate-api-key";
import { createApiKey } from "@stampede/domain/organizers/create-api-key";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { createSimulatedGateway } from "@stampede/domain/payments/simulated-gateway";
import type { RouterContext } from "@stampede/router/context";
import { appRouter } from "@stampede/router/router";
import { createTestDatabase } from "@stampede/testing/database";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";

const HOLD_SECONDS = 900;
const BATCH_CALLS_MAX = 10;

/** A request as it arrived. */
export interface SeenRequest {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
}

export interface ApiServer {
  /** Its tRPC endpoint. */
  readonly url: string;
  /** A key of its one organizer. */
  readonly apiKey: string;
  readonly requests: SeenRequest[];
  close(): Promise<void>;
}

/** Every procedure, over HTTP and a database of its own, without the limits of the product's server. */
export async function startApiServer(): Promise<ApiServer> {
  const database = await createTestDatabase();
  const db = openDatabase({ connectionString: database.url, applicationName: "client-test" });
  const domain = createDomainContext({
    db,
    gateway: createSimulatedGateway(db),
    appSecrets: ["a secret of this test alone"],
    holdSeconds: HOLD_SECONDS,
    alarms: { releaseAt: () => undefined, reconcileAt: () => undefined, windUpAt: () => undefined },
    log: { warn: () => undefined, error: () => undefined },
  });
  const { slug } = await ensureOrganizer({ db }, { slug: "an-organizer", name: "An organizer" });
  const { key } = await createApiKey({ db }, { organizerSlug: slug });

  const requests: SeenRequest[] = [];
  const closing = new AbortController();
  const handler = createHTTPHandler({
    router: appRouter,
    basePath: "/trpc/",
    maxBatchSize: BATCH_CALLS_MAX,
    createContext: ({ req }): RouterContext => ({
      domain,
      accessToken: seen(req).authorization?.replace("Bearer ", ""),
      authenticate: async () => {
        const { apiKey } = seen(req);
        if (apiKey === undefined) return { kind: "none" };
        const organizer = await authenticateApiKey({ db }, apiKey);
        return organizer === undefined ? { kind: "bad" } : { kind: "organizer", organizer };
      },
      rateLimit: () => Promise.resolve(undefined),
      closing: closing.signal,
      observe: () => undefined,
    }),
  });
  const server = createServer((request, response) => {
    requests.push(seen(request));
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${portOf(server.address())}/trpc`,
    apiKey: key,
    requests,
    async close() {
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await domain.close();
      await db.close();
      await database.drop();
    },
  };
}

function seen({ url = "", headers }: IncomingMessage): SeenRequest {
  const apiKey = headers["x-api-key"];
  return {
    url,
    authorization: headers.authorization,
    apiKey: typeof apiKey === "string" ? apiKey : undefined,
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("it listens on no port");
  return address.port;
}
