import { isDeepStrictEqual } from "node:util";

import { type Checker, entriesOf, type Evidence } from "./history.ts";

/** 9: the same key gives the same reply and at most one effect. */
export const sameKeySameReply: Checker = (evidence) => [
  ...unequalReplies(evidence),
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
