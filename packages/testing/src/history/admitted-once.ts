import { type Checker, entriesOf } from "./history.ts";

/** 14: a ticket is admitted once. */
export const admittedOnce: Checker = (evidence) => {
  const admissions = entriesOf(evidence, "check-in").filter(
    ({ outcome }) => outcome.kind === "ok" && outcome.reply.result === "admitted",
  );
  return [...Map.groupBy(admissions, ({ code }) => code)]
    .filter(([, entries]) => entries.length > 1)
    .map(([code, entries]) => `${code} was admitted ${entries.length} times`);
};
