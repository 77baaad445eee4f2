import type { TestProject } from "vitest/node";

import { startTemplateServer } from "./template-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** An owner's connection string, to any database of the server. */
    postgresUrl: string;
    /** The name of the migrated database that every test's own is cloned from. */
    templateDatabase: string;
  }
}

/** Gives a test run one PostgreSQL with one migrated template, and takes both away at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemplateServer();
  project.provide("postgresUrl", server.url);
  project.provide("templateDatabase", server.template);
  return () => server.stop();
}
