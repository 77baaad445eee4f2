import type { RunDatabase } from "./database.ts";
import type { RunQueue } from "./queue.ts";

/** Says on the terminal where everything is, once it can be used. */
export function announce(run: {
  host: string;
  port: number;
  database: RunDatabase;
  queue: RunQueue;
  /** Null when it was given in the environment, and so is known and not shown. */
  generatedApiKey: string | null;
}): void {
  const local = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(run.host);
  const host = local ? "localhost" : run.host.includes(":") ? `[${run.host}]` : run.host;
  const key = run.generatedApiKey ?? "as set in ORGANIZER_API_KEY";
  console.log(
    [
      "",
      `Stampede is ready on http://${host}:${run.port}`,
      "",
      `  demo organizer   x-api-key: ${key}`,
      `  database         ${run.database.description}`,
      `  queue            ${run.queue.description}`,
      "",
      "Ctrl-C stops it.",
    ].join("\n"),
  );
}
