import { openProxy } from "@stampede/testing/fault-proxy";
import type { Row } from "../row.ts";
import { expectAsTold, startCrowd } from "../stage/crowd.ts";
import { expectThat } from "../stage/findings.ts";
import { startApi } from "../stage/processes.ts";
import { openSale } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";
import { interruptAt, type Step, STEPS } from "../stage/steps.ts";

const CAPACITY = 100_000;
const WIDTH = 10;
/** Each has a process that starts, and there are few processors. */
const AT_ONCE = 3;
const SHORT_STEPS = 3;
const SHORT_STRIDE = 3;
const KILLS = { short: 1, full: 5 };

export const killedApi: Row = {
  name: "killed-api",
  fault: "API killed (SIGKILL) before and after each step of reserve and pay, and under load",
  promise: "a retry with the same key has one effect; nothing that was told is lost",
  async run(stage) {
    const databaseUrl = await stage.database();
    const survivor = await stage.api(databaseUrl);
    const scene = { databaseUrl, survivor: survivor.url };
    const steps = stepsOf(stage);
    for (let first = 0; first < steps.length; first += AT_ONCE) {
      const together = steps.slice(first, first + AT_ONCE);
      await Promise.all(together.map((step) => killAt(stage, step, scene)));
    }
    await killUnderLoad(stage, scene);
  },
};

/** All of them, or some that lie apart; which ones the seed decides, so that many runs try each. */
function stepsOf({ scale, random }: Stage): readonly Step[] {
  if (scale === "full") return STEPS;
  const first = random.int(0, STEPS.length - 1);
  return Array.from({ length: SHORT_STEPS }, (_, n) => {
    const step = STEPS[(first + n * SHORT_STRIDE) % STEPS.length];
    if (step === undefined) throw new RangeError("there are no steps");
    return step;
  });
}

type Where = { readonly databaseUrl: string; readonly survivor: string };

async function killAt(
  { findings }: Stage,
  step: Step,
  { databaseUrl, survivor }: Where,
): Promise<void> {
  await using proxy = await openProxy(databaseUrl);
  await using victim = await startApi(proxy.url);
  const reply = await interruptAt(step, {
    findings,
    proxy,
    databaseUrl,
    urls: { victim: victim.url, survivor },
    strike: async () => {
      await victim.kill();
      proxy.reset();
    },
  });
  expectThat(findings, reply === undefined, `${step.when}: the dead answered`);
}

async function killUnderLoad(stage: Stage, { databaseUrl, survivor }: Where): Promise<void> {
  const { findings, random, scale } = stage;
  const sale = await openSale(survivor, CAPACITY);
  const victims = [await stage.api(databaseUrl)];
  let attempts = 0;
  const crowd = startCrowd({
    findings,
    databaseUrl,
    sale,
    width: WIDTH,
    urlOf: (place) => ((place + attempts++) % 2 === 0 ? survivor : (victims.at(-1)?.url ?? "")),
  });
  for (let kill = 1; kill <= KILLS[scale]; kill++) {
    await crowd.served(random.int(10, 30));
    await victims.at(-1)?.kill();
    const killedAt = performance.now();
    await crowd.served(1);
    findings.recoveryMs.push(performance.now() - killedAt);
    victims.push(await stage.api(databaseUrl));
  }
  await crowd.served(1);
  await crowd.stop();
  await expectAsTold(findings, { databaseUrl, sale, crowd });
}
