import { createLog } from "@stampede/service/log";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";
import { createMetrics } from "./metrics.ts";

async function rootOf(publicUrl: string | undefined): Promise<unknown> {
  const app = createApp({
    trpc: async () => new Response(),
    signIn: async () => new Response(),
    ticketsDocument: async () => new Response(),
    readiness: async () => "ready",
    metrics: createMetrics(),
    publicUrl,
    closing: new AbortController().signal,
    log: createLog({ app: "api", level: "silent" }),
  });
  return (await app.request("/")).json();
}

test("the root tells where people reach the site, where that is known", async () => {
  const url = "https://tickets.example";
  const paths = { name: "Stampede", api: "/trpc", health: "/readyz" };
  expect(await rootOf(url)).toEqual({ ...paths, url });
  expect(await rootOf(undefined)).toEqual(paths);
});
