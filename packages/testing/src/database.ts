import { inject } from "vitest";

import { cloneDatabase, type TemplateServer, type TestDatabase } from "./template-server.ts";

export type { TestDatabase };

/** The test run's own server. */
export function testServer(): TemplateServer {
  return { url: inject("postgresUrl"), template: inject("templateDatabase") };
}

/**
 * Clones the run's migrated template into a database that no other test sees. Dispose of it with
 * `await using`, or call `drop` in an afterAll.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return cloneDatabase(testServer());
}
