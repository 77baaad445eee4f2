import { setTimeout as sleep } from "node:timers/promises";
import { makeSchedule, seededRandom } from "../figures/schedule.ts";
import { createSlipWatch } from "../figures/slip.ts";
import { type Connection, openConnections } from "./connections.ts";
import type { LoadMessage, LoadResult, OpenLoop } from "./protocol.ts";
import { createRequestMaker } from "./request-maker.ts";
import { createTally } from "./tally.ts";

/** The timer's own resolution, and with it the most that it adds to a latency by itself. */
const TICK_MS = 1;
const DRAIN_MS_MAX = 10_000;
const DRAIN_POLL_MS = 5;

/**
 * Sends each request at its time. Its latency counts from that time and not from when it was sent:
 * a stall of the server then costs every buyer who came meanwhile, as it does in a sale. A request
 * that finds no free connection waits for one, which is part of its latency. A generator that is
 * late itself, past a bound, voids the run.
 */
export async function runOpenLoop(
  command: OpenLoop,
  tell: (message: LoadMessage) => void,
): Promise<LoadResult> {
  const { perSecond, seconds, seed, port, connections: count } = command;
  const make = createRequestMaker(command.request);
  const schedule = makeSchedule({ perSecond, seconds, random: seededRandom(seed) });
  const tally = createTally(command.expect);
  const slip = createSlipWatch();
  const dueMs = new Map<Connection, number>();
  const free: Connection[] = [];
  let next = 0;
  let startedMs = 0;
  // When a request last waited for a connection: what is late because of that is the server's doing.
  let blockedMs = 0;

  const sendDue = (): void => {
    const nowMs = performance.now() - startedMs;
    for (; next < schedule.length; next++) {
      const due = schedule[next] ?? Number.POSITIVE_INFINITY;
      if (due > nowMs) return;
      // In turn, because a server ends a connection on which it has waited long for a first request.
      const connection = free.shift();
      if (connection === undefined) {
        blockedMs = nowMs;
        return;
      }
      slip.sent(Math.max(due, blockedMs), nowMs);
      dueMs.set(connection, due);
      connection.send(make());
    }
  };
  const connections = await openConnections(port, count, {
    onReply(connection, status) {
      tally.reply(status, performance.now() - startedMs - (dueMs.get(connection) ?? 0));
      dueMs.delete(connection);
      free.push(connection);
    },
    onBroken(connection) {
      tally.broke();
      dueMs.delete(connection);
      if (free.includes(connection)) free.splice(free.indexOf(connection), 1);
    },
  });
  free.push(...connections);
  tally.start();
  tell({ kind: "measuring" });
  startedMs = performance.now();
  const deadlineMs = startedMs + seconds * 1_000 + DRAIN_MS_MAX;
  while (next < schedule.length && performance.now() < deadlineMs) {
    sendDue();
    await sleep(TICK_MS);
  }
  tell({ kind: "measured" });
  while (dueMs.size > 0 && performance.now() < deadlineMs) await sleep(DRAIN_POLL_MS);
  for (const connection of connections) connection.close();
  const { worstMs, p99Ms, late } = slip.result();
  const unsent = schedule.length - next;
  return {
    replies: tally.replies,
    seconds,
    statuses: tally.statuses(),
    broken: tally.broken,
    unanswered: dueMs.size,
    latencyMs: tally.latency(),
    slipMs: worstMs,
    slipP99Ms: p99Ms,
    slipped: late + unsent,
  };
}
