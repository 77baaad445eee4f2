import { type AppProcess, spawnApp } from "@stampede/testing/processes";
import { APP_SECRET, ORGANIZER_KEY } from "./test-api.ts";

export const ENTRY = "apps/api/src/main.ts";

/** What an API process of a test is told. */
export function environment(databaseUrl: string, changes: Record<string, string> = {}) {
  return {
    DATABASE_URL: databaseUrl,
    APP_SECRET,
    ORGANIZER_API_KEY: ORGANIZER_KEY,
    QUEUE_BACKEND: "postgres",
    RATE_LIMITS: "off",
    ...changes,
  };
}

/** Starts the API as users do, and waits until it can sell. */
export async function startApp(url: string, changes?: Record<string, string>): Promise<AppProcess> {
  const app = await spawnApp({ entry: ENTRY, env: environment(url, changes) });
  await app.ready();
  return app;
}
