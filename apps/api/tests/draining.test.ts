import { randomUUID } from "node:crypto";
import { reservationShape, reserveOutput } from "@stampede/domain/reservations/shapes";
import { createTestDatabase } from "@stampede/testing/database";
import { eventsOf } from "@stampede/testing/events-of";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { call } from "./call.ts";
import { openRaw, rawRequest } from "./raw-connection.ts";
import { startApp } from "./start-app.ts";
import { createWorld, newReservation } from "./test-api.ts";

const DRAIN_MS_MAX = 10_000;
const IDLE = 50;
const TEST_TIMEOUT_MS = 60_000;

const paymentOf = (reservationId: string, paymentToken: string) => ({
  reservationId,
  paymentToken,
  idempotencyKey: randomUUID(),
});

test(
  "SIGTERM waits for a slow request and a payment under way, and for no stream and no idle connection",
  async () => {
    await using database = await createTestDatabase();
    await using app = await startApp(database.url);
    const paying = await createWorld({
      call: (path, options) => call(app.url, path, options),
    });
    const reserved = await call(app.url, "reservations.create", {
      input: newReservation(paying.eventId, paying.ticketTypeId),
    });
    const slow = reserved.ok(reserveOutput);
    const input = encodeURIComponent(JSON.stringify({ eventId: paying.eventId }));
    const streams = await Promise.all(
      Array.from({ length: IDLE }, async () => {
        const address = `${app.url}/trpc/events.watchAvailability?input=${input}`;
        const stream = eventsOf(await fetch(address));
        await stream.next();
        return stream;
      }),
    );
    const unused = await Promise.all(Array.from({ length: IDLE }, () => openRaw(app.url)));
    const kept = await Promise.all(Array.from({ length: IDLE }, () => openRaw(app.url)));
    for (const connection of kept) {
      connection.write(rawRequest("GET /healthz", ["host: x"]).head);
      await connection.reply();
    }
    const payment = call(app.url, "reservations.pay", {
      input: paymentOf(paying.reservationId, "slow_2"),
      headers: { authorization: `Bearer ${paying.accessToken}` },
    });
    const request = rawRequest(
      "POST /trpc/reservations.pay",
      ["host: x", `authorization: Bearer ${slow.accessToken}`],
      JSON.stringify(paymentOf(slow.reservation.id, "t")),
    );
    const half = await openRaw(app.url);
    half.write(request.head + request.body.slice(0, 20));
    await waitFor(async () => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      return metrics.includes('calls_in_flight{lane="buyer"} 2');
    });

    const startedAt = performance.now();
    const killed = app.kill("SIGTERM");
    await waitFor(() => app.output().includes("draining"));
    half.write(request.body.slice(20));
    const reply = await half.reply();
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).toMatch(/\r\nconnection: close\r\n/i);
    expect((await payment).ok(reservationShape).status).toBe("paid");
    for (const stream of streams) {
      const events: string[] = [];
      for await (const { event } of stream) events.push(event);
      // The word for an orderly end, after which a client does not come again.
      expect(events).not.toContain("return");
    }
    await Promise.all([...unused, ...kept].map((connection) => connection.closed()));
    await killed;
    expect(await app.exited).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS_MAX);
  },
  TEST_TIMEOUT_MS,
);

test(
  "SIGTERM has a payment told of whose gateway takes longer than the drain, and it is paid all the same",
  async () => {
    await using database = await createTestDatabase();
    await using app = await startApp(database.url);
    const world = await createWorld({ call: (path, options) => call(app.url, path, options) });
    const payment = {
      input: paymentOf(world.reservationId, "slow_9"),
      headers: { authorization: `Bearer ${world.accessToken}` },
    };
    const told = call(app.url, "reservations.pay", payment);
    const charges = () => query(database.url, "SELECT FROM simulated_gateway.charges");
    await waitFor(async () => (await charges()).length === 1);

    const startedAt = performance.now();
    const killed = app.kill("SIGTERM");
    const reply = await told;
    expect(reply.error().reason).toBe("PAYMENT_PENDING");
    expect(reply.headers.get("connection")).toBe("close");
    await killed;
    expect(await app.exited).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS_MAX);

    // The gateway is asked about it at once, and not when the longest charge would be over.
    const pending = await query(
      database.url,
      "SELECT FROM payments WHERE status = 'pending' AND checks = 1",
    );
    expect(pending).toHaveLength(1);
    await using next = await startApp(database.url);
    const paid = await waitFor(async () => {
      const again = await call(next.url, "reservations.pay", payment);
      return again.status === 200 ? again : undefined;
    });
    expect(paid.ok(reservationShape).status).toBe("paid");
    expect(await charges()).toHaveLength(1);
  },
  TEST_TIMEOUT_MS,
);
