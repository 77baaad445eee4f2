import { type Checker, type Entry, entriesOf, type Evidence, REFUSED_FOR_GOOD } from "./history.ts";

/** What a reservation may have become by the end, once a call was acknowledged. */
const AFTERWARDS: Readonly<Record<"pay" | "refund" | "cancel", readonly string[]>> = {
  pay: ["paid", "refunding", "refunded"],
  refund: ["refunding", "refunded"],
  cancel: ["cancelled"],
};

/** 10: a reply that was sent is durable, and there are no rows that no request made. */
export const repliesAreDurable: Checker = (evidence) => [
  ...lost(evidence),
  ...unasked(evidence),
  ...refusedAndDone(evidence),
];

function lost(evidence: Evidence): string[] {
  const { rows } = evidence;
  const byId = new Map(rows.reservations.map((row) => [row.id, row]));
  const missing = entriesOf(evidence, "reserve").flatMap(({ key, outcome }) => {
    if (outcome.kind !== "ok") return [];
    const row = byId.get(outcome.reply.reservation.id);
    return row?.key === key ? [] : [`the reservation of ${key} was acknowledged and is not there`];
  });
  const undone = entriesOf(evidence, "pay", "refund", "cancel").flatMap((entry) => {
    if (entry.outcome.kind !== "ok") return [];
    const status = byId.get(entry.reservationId)?.status ?? "not there";
    if (AFTERWARDS[entry.call].includes(status)) return [];
    return [`${entry.call} of ${entry.reservationId} was acknowledged, and it is ${status}`];
  });
  const admitted = new Set(
    rows.tickets.flatMap((one) => (one.checkedInAt === null ? [] : [one.code])),
  );
  const forgotten = entriesOf(evidence, "check-in").flatMap(({ code, outcome }) => {
    const isAdmitted = outcome.kind === "ok" && outcome.reply.result === "admitted";
    return isAdmitted && !admitted.has(code) ? [`${code} was admitted, and nobody knows`] : [];
  });
  return [...missing, ...undone, ...forgotten];
}

function unasked(evidence: Evidence): string[] {
  const { rows } = evidence;
  const reserved = new Map(entriesOf(evidence, "reserve").map((entry) => [entry.key, entry]));
  const keys = new Set(entriesOf(evidence, "pay", "refund").map(({ key }) => key));
  const shown = new Set(entriesOf(evidence, "check-in").map(({ code }) => code));
  return [
    ...rows.reservations
      .filter(({ key, email }) => reserved.get(key)?.email !== email)
      .map(({ id }) => `nobody asked for reservation ${id}`),
    ...[...rows.payments, ...rows.refunds]
      .filter(({ key }) => key !== null && !keys.has(key))
      .map(({ key }) => `nobody asked for what was paid or refunded under ${key}`),
    ...rows.tickets
      .filter(({ code, checkedInAt }) => checkedInAt !== null && !shown.has(code))
      .map(({ code }) => `nobody showed ${code}, and it was admitted`),
  ];
}

/** A key all of whose calls were refused has no reservation, and one that was refused for good no charge. */
function refusedAndDone(evidence: Evidence): string[] {
  const { reservations, payments } = evidence.rows;
  const made = new Set(reservations.map(({ key }) => key));
  const reserving = Map.groupBy(entriesOf(evidence, "reserve"), ({ key }) => key);
  const isRefused = ({ outcome }: Entry): boolean => outcome.kind === "failed";
  const isForGood = ({ outcome }: Entry): boolean =>
    outcome.kind === "failed" && REFUSED_FOR_GOOD.has(outcome.reason);
  const captured = new Set(
    payments.filter(({ status }) => status === "captured").map(({ key }) => key),
  );
  const paying = Map.groupBy(entriesOf(evidence, "pay"), ({ key }) => key);
  return [
    ...[...reserving]
      .filter(([key, entries]) => made.has(key) && entries.every(isRefused))
      .map(([key]) => `${key} was refused, and its reservation is there`),
    ...[...paying]
      .filter(([key, entries]) => captured.has(key) && entries.some(isForGood))
      .map(([key]) => `${key} was refused, and its charge is there`),
  ];
}
