import { createAlarms } from "@stampede/jobs/alarms";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import type { Row } from "../row.ts";
import { expectThat } from "../stage/findings.ts";
import { insist, openSale, reserveCall, type Sale } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";
import { untilWorkerWaits, whileLocked } from "../stage/while-locked.ts";

const HOLDS = 20;
const RELEASED_MS_MAX = 10_000;
const HOLD = { HOLD_SECONDS: "2" };
const QUEUE = { QUEUE_BACKEND: "postgres" };
/** Each look is a connection. */
const POLL_MS = 50;
const TIMES = 10;
const MS_PER_SECOND = 1_000;
const ignore = (): void => undefined;
const IS_DUE = "SELECT FROM reservations WHERE expires_at <= clock_timestamp() LIMIT 1";

export const worker: Row = {
  name: "worker",
  fault: "worker killed or frozen mid-job; each job run 10 times",
  promise: "released once, within 10 s",
  async run(stage) {
    await strikeMidJob(stage, "SIGKILL");
    await strikeMidJob(stage, "SIGSTOP");
    await runTenTimes(stage);
  },
};

async function strikeMidJob(stage: Stage, signal: "SIGKILL" | "SIGSTOP"): Promise<void> {
  const { findings } = stage;
  const databaseUrl = await stage.database();
  const victim = await stage.worker(databaseUrl, QUEUE);
  const api = await stage.api(databaseUrl, { ...QUEUE, ...HOLD });
  const sale = await openSale(api.url, HOLDS);
  await holdAll(stage, api.url, sale);
  await whileLocked(databaseUrl, "SELECT FROM inventory FOR UPDATE", async () => {
    // A release has ended the holds when it comes to their counters, where it is made to wait.
    await untilWorkerWaits(databaseUrl);
    await victim.kill(signal);
  });
  const struckAt = performance.now();
  await stage.worker(databaseUrl, QUEUE);
  await untilReleased(databaseUrl);
  findings.recoveryMs.push(performance.now() - struckAt);
  // It goes on where it was, and must find nothing to do.
  if (signal === "SIGSTOP") {
    await victim.kill("SIGCONT");
    await victim.kill("SIGTERM");
    expectThat(findings, (await victim.exited) === 0, "a thawed worker did not end in order");
  }
  await holdAll(stage, api.url, sale);
}

/** Lets two workers be told ten times of everything that is due. */
async function runTenTimes(stage: Stage): Promise<void> {
  const databaseUrl = await stage.database();
  const api = await stage.api(databaseUrl, { ...QUEUE, ...HOLD });
  await Promise.all([stage.worker(databaseUrl, QUEUE), stage.worker(databaseUrl, QUEUE)]);
  const alarms = createAlarms({
    backend: { kind: "postgres", connectionString: databaseUrl },
    log: { warn: ignore, error: ignore },
  });
  stage.use({ [Symbol.asyncDispose]: () => alarms.close() });
  const sale = await openSale(api.url, HOLDS);
  await holdAll(stage, api.url, sale);
  await waitFor(async () => (await query(databaseUrl, IS_DUE)).length > 0, {
    describe: "the holds to be due",
  });
  for (let time = 1; time <= TIMES; time++) {
    // Alarms of one second are one job; those of seconds long past ring at once.
    alarms.releaseAt(new Date(time * MS_PER_SECOND));
    alarms.reconcileAt(new Date(time * MS_PER_SECOND));
  }
  await untilReleased(databaseUrl);
  await holdAll(stage, api.url, sale);
}

async function untilReleased(databaseUrl: string): Promise<void> {
  await waitFor(
    async () => {
      const [row] = await query<{ held: number; sold: number }>(
        databaseUrl,
        "SELECT held, sold FROM inventory",
      );
      return row?.held === 0 && row.sold === 0;
    },
    { timeoutMs: RELEASED_MS_MAX, pollMs: POLL_MS, describe: "the release" },
  );
}

async function holdAll({ findings }: Stage, url: string, sale: Sale): Promise<void> {
  const replies = await Promise.all(
    Array.from({ length: HOLDS }, () =>
      insist(() => url, "reservations.create", reserveCall(sale)),
    ),
  );
  const refused = replies.filter(({ status }) => status !== 200);
  expectThat(findings, refused.length === 0, `${refused.length} tickets were not to be had`);
  findings.operations += HOLDS;
}
