// tRPC on Hono as its documentation has it: the same input, and nothing done.
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { reserveInput } from "@stampede/domain/reservations/shapes";
import { initTRPC } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { Hono } from "hono";
import { z } from "zod";
import { serve } from "./serve.ts";

const t = initTRPC.create();
const router = t.router({
  bench: t.router({
    noop: t.procedure
      .input(reserveInput)
      .output(z.strictObject({ ok: z.boolean() }))
      .mutation(() => ({ ok: true })),
  }),
});
const app = new Hono();
app.all("/trpc/*", (c) =>
  fetchRequestHandler({ endpoint: "/trpc", req: c.req.raw, router, createContext: () => ({}) }),
);
app.get("/readyz", (c) => c.json({ status: "ready" }));
const respond = getRequestListener(app.fetch);
await serve(createServer((incoming, outgoing) => void respond(incoming, outgoing)));
