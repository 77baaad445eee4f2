import { startApi } from "@stampede/api/api";
import { readEnvironment } from "@stampede/api/environment";
import type { CreateQueue } from "@stampede/domain/create-context";
import { createLog } from "@stampede/service/log";
import { VARIABLES } from "../environment.ts";

/** Runs the API in this process with something changed, until its parent goes or a signal comes. */
export async function startVariant(options: { readonly createQueue?: CreateQueue }): Promise<void> {
  const environment = readEnvironment(VARIABLES);
  const log = createLog({ app: "api", level: environment.logLevel });
  const api = await startApi(environment, log, options);
  const { promise: told, resolve } = Promise.withResolvers<void>();
  for (const reason of ["SIGINT", "SIGTERM", "disconnect"]) process.once(reason, () => resolve());
  await told;
  await api.close();
  if (process.connected) process.disconnect?.();
}
