// A Hono route with the same zod parse, without tRPC.
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { reserveInput } from "@stampede/domain/reservations/shapes";
import { Hono } from "hono";
import { serve } from "./serve.ts";

const app = new Hono();
app.post("/trpc/bench.noop", async (c) => {
  const input = reserveInput.safeParse(await c.req.json());
  return input.success ? c.json({ result: { data: { ok: true } } }) : c.json({ ok: false }, 400);
});
app.get("/readyz", (c) => c.json({ status: "ready" }));
const respond = getRequestListener(app.fetch);
await serve(createServer((incoming, outgoing) => void respond(incoming, outgoing)));
