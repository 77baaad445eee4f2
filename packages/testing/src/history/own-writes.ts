import { type Checker, entriesOf } from "./history.ts";

/** What a reservation may be read as, after a call was acknowledged. */
const READ_AS: Readonly<Record<"pay" | "refund" | "cancel", readonly string[]>> = {
  pay: ["paid", "refunding", "refunded"],
  refund: ["refunding", "refunded"],
  cancel: ["cancelled"],
};

/** 12: after a success the buyer's next read shows it, on any process. */
export const readsOwnWrites: Checker = (evidence) => {
  const writes = entriesOf(evidence, "pay", "refund", "cancel").filter(
    ({ outcome }) => outcome.kind === "ok",
  );
  const reserved = new Map<string, number>();
  for (const { outcome, answeredAt } of entriesOf(evidence, "reserve")) {
    if (outcome.kind !== "ok") continue;
    const { id } = outcome.reply.reservation;
    reserved.set(id, Math.min(answeredAt, reserved.get(id) ?? Infinity));
  }
  return entriesOf(evidence, "read").flatMap(({ reservationId, invokedAt, process, outcome }) => {
    if (outcome.kind === "unknown") return [];
    const said = outcome.kind === "ok" ? outcome.reply.status : outcome.reason;
    const stale = writes.filter(
      (write) =>
        write.reservationId === reservationId &&
        write.answeredAt < invokedAt &&
        !READ_AS[write.call].includes(said),
    );
    const isMissing =
      outcome.kind === "failed" && invokedAt > (reserved.get(reservationId) ?? Infinity);
    const missing = isMissing ? ["reserve"] : [];
    return [...stale.map(({ call }) => call), ...missing].map(
      (call) => `process ${process} read ${reservationId} as ${said} after ${call} had succeeded`,
    );
  });
};
