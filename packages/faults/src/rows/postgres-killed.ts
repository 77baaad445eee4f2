import { query } from "@stampede/testing/query";
import type { Row } from "../row.ts";
import { type Crowd, expectAsTold, startCrowd } from "../stage/crowd.ts";
import { expectThat } from "../stage/findings.ts";
import { openSale } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const CAPACITY = 100_000;
const WIDTH = 10;
const BACK_MS_MAX = 5_000;
const ROUNDS = { short: 1, full: 5 };

export const postgresKilled: Row = {
  name: "postgres-killed",
  fault: "PostgreSQL backend killed; server killed and restarted at once under load",
  promise: "nothing acknowledged is lost; selling again within 5 s of its return",
  async run(stage) {
    const { findings, random, scale } = stage;
    const postgres = await stage.postgres();
    const { url } = await stage.api(postgres.url);
    const sale = await openSale(url, CAPACITY);
    const crowd = startCrowd({
      findings,
      databaseUrl: postgres.url,
      sale,
      width: WIDTH,
      urlOf: () => url,
    });
    for (let round = 1; round <= ROUNDS[scale]; round++) {
      await crowd.served(random.int(5, 20));
      await query(
        postgres.url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'stampede-api'`,
      );
      await sellsAgain(stage, crowd, "its backends");
      await crowd.served(random.int(5, 20));
      await postgres.kill();
      await postgres.restart();
      await sellsAgain(stage, crowd, "its server");
    }
    await crowd.stop();
    await expectAsTold(findings, { databaseUrl: postgres.url, sale, crowd });
  },
};

async function sellsAgain({ findings }: Stage, crowd: Crowd, killed: string): Promise<void> {
  const backAt = performance.now();
  await crowd.served(1);
  const ms = performance.now() - backAt;
  findings.recoveryMs.push(ms);
  expectThat(findings, ms < BACK_MS_MAX, `${killed} killed: selling took ${ms} ms to come back`);
}
