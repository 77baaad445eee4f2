import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, openConnections } from "./connections.ts";
import type { ClosedLoop, LoadMessage, LoadResult } from "./protocol.ts";
import { createRequestMaker } from "./request-maker.ts";
import { createTally } from "./tally.ts";

/** For the replies that are under way when the time is over. */
const DRAIN_MS_MAX = 5_000;
const DRAIN_POLL_MS = 5;

/** Loads the server as fast as it answers on so many connections. */
export async function runClosedLoop(
  command: ClosedLoop,
  tell: (message: LoadMessage) => void,
): Promise<LoadResult> {
  const make = createRequestMaker(command.request);
  const tally = createTally(command.expect);
  const sentMs = new Map<Connection, number>();
  let isOver = false;

  const next = (connection: Connection): void => {
    sentMs.set(connection, performance.now());
    connection.send(make());
  };
  const connections = await openConnections(command.port, command.connections, {
    onReply(connection, status) {
      tally.reply(status, performance.now() - (sentMs.get(connection) ?? 0));
      if (isOver) sentMs.delete(connection);
      else next(connection);
    },
    onBroken(connection) {
      tally.broke();
      sentMs.delete(connection);
    },
  });
  for (const connection of connections) next(connection);
  await sleep(command.warmSeconds * 1_000);
  tally.start();
  tell({ kind: "measuring" });
  const startedMs = performance.now();
  await sleep(command.seconds * 1_000);
  tally.stop();
  const seconds = (performance.now() - startedMs) / 1_000;
  tell({ kind: "measured" });

  isOver = true;
  const deadline = performance.now() + DRAIN_MS_MAX;
  while (sentMs.size > 0 && performance.now() < deadline) await sleep(DRAIN_POLL_MS);
  for (const connection of connections) connection.close();
  return {
    replies: tally.replies,
    seconds,
    statuses: tally.statuses(),
    broken: tally.broken,
    unanswered: sentMs.size,
    latencyMs: tally.latency(),
    slipMs: 0,
    slipP99Ms: 0,
    slipped: 0,
  };
}
