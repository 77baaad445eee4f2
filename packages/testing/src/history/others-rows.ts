import { type Checker, entriesOf } from "./history.ts";

/** 13: no reply holds another buyer's row. */
export const noForeignRows: Checker = (evidence) => {
  const emails = new Map(entriesOf(evidence, "reserve").map(({ buyer, email }) => [buyer, email]));
  const spied = entriesOf(evidence, "spy").flatMap(({ buyer, reservationId, outcome }) =>
    outcome.kind === "ok" ? [`buyer ${buyer} was shown ${reservationId} of another`] : [],
  );
  const given = entriesOf(evidence, "reserve").flatMap(({ buyer, outcome }) =>
    outcome.kind === "ok" ? [{ buyer, id: null, reply: outcome.reply.reservation }] : [],
  );
  const answered = entriesOf(evidence, "pay", "cancel", "read").flatMap((entry) =>
    entry.outcome.kind === "ok"
      ? [{ buyer: entry.buyer, id: entry.reservationId, reply: entry.outcome.reply }]
      : [],
  );
  const foreign = [...given, ...answered]
    .filter(
      ({ buyer, id, reply }) =>
        reply.customer.email !== emails.get(buyer) || (id !== null && reply.id !== id),
    )
    .map(({ buyer, reply }) => `buyer ${buyer} was given ${reply.id} of ${reply.customer.email}`);
  return [...spied, ...foreign];
};
