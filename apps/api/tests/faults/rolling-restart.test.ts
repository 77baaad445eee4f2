import { reservationShape } from "@stampede/domain/reservations/shapes";
import { createTestDatabase } from "@stampede/testing/database";
import type { AppProcess } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { call, type Call, type Reply } from "../call.ts";
import { expectInvariants, heldOf, openSale, payCall, reserveCall, startApi } from "./stage.ts";

const BUYERS = 6;
/** A request that the server had begun would be cut later than this: at the end of its drain. */
const RESET_MS_MAX = 2_000;
const DRAIN_MS_MAX = 10_000;
const TEST_TIMEOUT_MS = 60_000;

test(
  "two processes restarted one after the other under load fail no request, each in 10 s",
  async () => {
    await using database = await createTestDatabase();
    const apps: [AppProcess, AppProcess] = [
      await startApi(database.url),
      await startApi(database.url),
    ];
    const closing = new AbortController();
    /** Where each buyer is served, and how often. */
    const places = Array.from({ length: BUYERS }, (_, buyer) => ({ at: buyer % 2, served: 0 }));
    // A load balancer: it goes elsewhere, with the same key, when a connection is refused, or when one
    // that lay idle is closed at the moment in which it is used.
    const send = async (place: { at: number }, path: string, options: Call): Promise<Reply> => {
      for (let attempt = 1; ; attempt++) {
        const sentAt = performance.now();
        try {
          return await call(apps[place.at]?.url ?? "", path, options);
        } catch (error) {
          const wasLost = performance.now() - sentAt > RESET_MS_MAX;
          if (attempt === apps.length || wasLost || !wasNotTaken(error)) throw error;
          place.at = 1 - place.at;
        }
      }
    };
    const sale = await openSale(apps[0].url, 100_000);
    const buyers = places.map(async (place) => {
      while (!closing.signal.aborted) {
        const mine = heldOf(await send(place, "reservations.create", reserveCall(sale)));
        const reply = await send(place, "reservations.pay", payCall(mine));
        expect(reply.ok(reservationShape).status).toBe("paid");
        place.served++;
      }
    });
    const crowd = Promise.all(buyers);
    crowd.catch(() => undefined);
    try {
      for (const index of [0, 1] as const) {
        // Every connection is taken up: the kernel resets one that waits when a server stops.
        const before = places.map(({ served }) => served);
        const servedAgain = waitFor(
          () => places.every(({ served }, buyer) => served > (before[buyer] ?? 0) + 1),
          { timeoutMs: 20_000, describe: "every buyer to be served" },
        );
        await Promise.race([servedAgain, crowd]);
        const startedAt = performance.now();
        const { port } = apps[index];
        await apps[index].kill("SIGTERM");
        expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS_MAX);
        expect(await apps[index].exited).toBe(0);
        apps[index] = await startApi(database.url, { PORT: String(port) });
      }
      closing.abort();
      await crowd;
      await expectInvariants(database.url);
    } finally {
      closing.abort();
      await Promise.allSettled(apps.map((app) => app.stop()));
    }
  },
  TEST_TIMEOUT_MS,
);

function wasNotTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  if (!(cause instanceof Error) || !("code" in cause)) return false;
  return ["ECONNREFUSED", "ECONNRESET", "UND_ERR_SOCKET"].includes(String(cause.code));
}
