import type { RunDatabase } from "./database.ts";
import type { DemoSignIn } from "./demo-sign-in.ts";
import type { RunQueue } from "./queue.ts";

/** Says on the terminal where everything is, once it can be used. */
export function announce(run: {
  host: string;
  port: number;
  database: RunDatabase;
  queue: RunQueue;
  /** Null where nobody was let in for the demo organizer. */
  signIn: DemoSignIn | null;
  /** Null when it was given in the environment, and so is known and not shown. */
  generatedApiKey: string | null;
}): void {
  const local = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(run.host);
  const host = local ? "localhost" : run.host.includes(":") ? `[${run.host}]` : run.host;
  const site = `http://${host}:${run.port}`;
  const key = run.generatedApiKey ?? "as set in ORGANIZER_API_KEY";
  console.log(
    [
      "",
      `Stampede is ready on ${site}`,
      "",
      ...(run.signIn === null ? [] : describeSignIn(site, run.signIn)),
      `  demo organizer   x-api-key: ${key}`,
      `  database         ${run.database.description}`,
      `  queue            ${run.queue.description}`,
      "",
      "Ctrl-C stops it.",
    ].join("\n"),
  );
}

function describeSignIn(site: string, { email, password }: DemoSignIn): string[] {
  const secret = password ?? "as it was changed to; sign-in reset gives a new one";
  return [
    `  organizers       ${site}/organizer/sign-in`,
    `  demo organizer   e-mail: ${email}`,
    `                   password: ${secret}`,
  ];
}
