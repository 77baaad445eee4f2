import { expect, test } from "vitest";

import { serverPackagesIn } from "./server-packages.ts";

test("names every server package that a declaration needs", () => {
  const text = `
    import type { Database } from "@stampede/db/client";
    import { Hono } from 'hono';
    ctx: import("@stampede/domain/context").DomainContext;
    orm: import("drizzle-orm/node-postgres").NodePgDatabase;
    pool: import("pg").Pool; other: import("pg").Client;
  `;
  expect(serverPackagesIn(text)).toEqual([
    "@stampede/db",
    "hono",
    "@stampede/domain",
    "drizzle-orm",
    "pg",
  ]);
});

test("lets pass what the client may need", () => {
  const text = `
    import { createTRPCClient } from "@trpc/client";
    import { createClient } from "@stampede/client/create-client";
    // page, hono and pg are only words here
  `;
  expect(serverPackagesIn(text)).toEqual([]);
});
