import { openProxy } from "@stampede/testing/fault-proxy";
import type { Row } from "../row.ts";
import { expectThat } from "../stage/findings.ts";
import { interruptAt, STEPS } from "../stage/steps.ts";

const ANSWERS: ReadonlySet<unknown> = new Set(["OK", "UNAVAILABLE", "PAYMENT_PENDING"]);

export const cutConnection: Row = {
  name: "cut-connection",
  fault: "connection cut before and after the server's commit, and at every other step",
  promise: "one effect, no raw 500",
  async run(stage) {
    const { findings } = stage;
    const databaseUrl = await stage.database();
    const proxy = stage.use(await openProxy(databaseUrl));
    const { url } = await stage.api(proxy.url);
    for (const step of STEPS) {
      const reply = await interruptAt(step, {
        findings,
        proxy,
        databaseUrl,
        urls: { victim: url, survivor: url },
        strike: async () => proxy.reset(),
      });
      const answer = reply?.status === 200 ? "OK" : reply?.error().reason;
      expectThat(findings, ANSWERS.has(answer), `${step.when}: ${reply?.text ?? "no answer"}`);
    }
  },
};
