import type { Reply } from "@stampede/testing/procedure-call";
import type { Row } from "../row.ts";
import { expectThat } from "../stage/findings.ts";
import { payAtLast } from "../stage/paying.ts";
import { heldOf, insist, openSale, reserveCall } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const BUYERS = 200;
const CAPACITIES = [1, 10, 100];

export const race: Row = {
  name: "race",
  fault: "200 buyers race for the last 1, 10, 100 tickets on 2 API processes",
  promise: "exactly the last 1, 10, 100 are sold",
  async run(stage) {
    const databaseUrl = await stage.database();
    const apps = await Promise.all([stage.api(databaseUrl), stage.api(databaseUrl)]);
    const urlOf = (buyer: number): string => apps[buyer % apps.length]?.url ?? "";
    for (const capacity of CAPACITIES) await raceFor(stage, { capacity, databaseUrl, urlOf });
  },
};

async function raceFor(
  { findings }: Stage,
  scene: { capacity: number; databaseUrl: string; urlOf: (buyer: number) => string },
): Promise<void> {
  const { capacity, databaseUrl, urlOf } = scene;
  const sale = await openSale(urlOf(0), capacity);
  const replies = await Promise.all(
    Array.from({ length: BUYERS }, (_, buyer) =>
      insist(() => urlOf(buyer), "reservations.create", reserveCall(sale)),
    ),
  );
  const held = replies.filter(({ status }) => status === 200).map(heldOf);
  const refused = replies.filter(({ status }) => status !== 200);
  expectThat(findings, held.length === capacity, `${held.length} of ${capacity} were sold`);
  expectReasons(refused, "ALL_HELD");
  // On the process that did not reserve: it knows as much.
  const paid = await Promise.all(
    held.map((mine, buyer) => payAtLast(databaseUrl, () => urlOf(buyer + 1), mine)),
  );
  const unpaid = paid.filter(({ status }) => status !== 200);
  expectThat(findings, unpaid.length === 0, `${unpaid.length} who held a ticket could not pay`);
  const late = await insist(() => urlOf(0), "reservations.create", reserveCall(sale));
  expectReasons([late], "SOLD_OUT");
  findings.operations += replies.length + paid.length + 1;

  function expectReasons(given: readonly Reply[], reason: string): void {
    const others = given.filter((reply) => reply.error().reason !== reason);
    expectThat(findings, others.length === 0, `not ${reason} but ${others[0]?.text}`);
  }
}
