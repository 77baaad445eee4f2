import { isDeepStrictEqual } from "node:util";

import { type Checker, entriesOf, type Evidence, REFUSED_FOR_GOOD } from "./history.ts";

/** 9: the same key gives the same reply and at most one effect. */
export const sameKeySameReply: Checker = (evidence) => [
  ...unequalReplies(evidence),
  ...unequalRefusals(evidence),
  ...severalEffects(evidence),
];

function unequalReplies(evidence: Evidence): string[] {
  const breaches: string[] = [];
  const byKey = Map.groupBy(entriesOf(evidence, "reserve", "pay", "refund"), ({ key }) => key);
  for (const [key, entries] of byKey) {
    const replies = entries.flatMap((entry) => (entry.outcome.kind === "ok" ? [entry] : []));
    const [first, ...others] = replies;
    if (first === undefined) continue;
    for (const { call, outcome } of others) {
      if (isDeepStrictEqual(outcome, first.outcome)) continue;
      breaches.push(`${call} ${key} was answered ${JSON.stringify([first.outcome, outcome])}`);
    }
    const refused = entries.find(
      ({ outcome, invokedAt }) => outcome.kind === "failed" && invokedAt > first.answeredAt,
    );
    if (refused === undefined) continue;
    breaches.push(`${first.call} ${key} was granted, then ${JSON.stringify(refused.outcome)}`);
  }
  return breaches;
}

/** A key that was told what the gateway has refused is told the same ever after, and nothing else before. */
function unequalRefusals(evidence: Evidence): string[] {
  const byKey = Map.groupBy(entriesOf(evidence, "pay"), ({ key }) => key);
  return [...byKey].flatMap(([key, entries]) => {
    const refusals = entries.flatMap(({ outcome }) =>
      outcome.kind === "failed" && REFUSED_FOR_GOOD.has(outcome.reason) ? [outcome.reason] : [],
    );
    const isGranted = entries.some(({ outcome }) => outcome.kind === "ok");
    const said = [...new Set(refusals), ...(isGranted && refusals.length > 0 ? ["paid"] : [])];
    return said.length > 1 ? [`pay ${key} was told ${said.join(" and ")}`] : [];
  });
}

function severalEffects({ rows }: Evidence): string[] {
  const keys = [
    ...rows.reservations.map(({ key }) => key),
    ...rows.payments.map(({ key }) => key),
    ...rows.refunds.flatMap(({ key }) => (key === null ? [] : [key])),
  ];
  return [...Map.groupBy(keys, (key) => key)]
    .filter(([, found]) => found.length > 1)
    .map(([key, found]) => `${key} had ${found.length} effects`);
}
