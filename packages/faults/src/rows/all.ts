import type { Row } from "../row.ts";
import { cancelledEvent } from "./cancelled-event.ts";
import { clocks } from "./clocks.ts";
import { cutConnection } from "./cut-connection.ts";
import { gateway } from "./gateway.ts";
import { histories } from "./histories.ts";
import { killedApi } from "./killed-api.ts";
import { overload } from "./overload.ts";
import { postgresFrozen } from "./postgres-frozen.ts";
import { postgresKilled } from "./postgres-killed.ts";
import { race } from "./race.ts";
import { redis } from "./redis.ts";
import { rollingRestart } from "./rolling-restart.ts";
import { slowClients } from "./slow-clients.ts";
import { worker } from "./worker.ts";

/** Every line of the fault table, in its order. */
export const ROWS: readonly Row[] = [
  race,
  killedApi,
  cutConnection,
  postgresKilled,
  postgresFrozen,
  redis,
  worker,
  clocks,
  gateway,
  cancelledEvent,
  rollingRestart,
  overload,
  slowClients,
  histories,
];
