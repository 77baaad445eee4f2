/* oxlint-disable no-underscore-dangle -- where tRPC keeps what a router is made of */
// The same API with one more procedure, which parses what a reservation has and does nothing.
import { reserveInput } from "@stampede/domain/reservations/shapes";
import { AtOnce } from "@stampede/router/at-once";
import { appRouter } from "@stampede/router/router";
import { reserveProcedure, router } from "@stampede/router/trpc";
import { z } from "zod";
import { startVariant } from "./start-variant.ts";

const bench = router({
  bench: router({
    noop: reserveProcedure
      .input(new AtOnce(reserveInput))
      .output(new AtOnce(z.strictObject({ ok: z.boolean() })))
      .mutation(() => ({ ok: true })),
  }),
});
// Into the router that the server has, so that the call takes the very path that a reservation takes.
Object.assign(appRouter._def.procedures, bench._def.procedures);
await startVariant({});
