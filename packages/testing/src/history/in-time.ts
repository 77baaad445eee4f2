import { type Checker, entriesOf } from "./history.ts";

const LATE_MS_MAX = 10_000;

/** 5: no hold ends early, and none is kept for more than 10 s after it is due. */
export const expiresInTime: Checker = (evidence) => {
  const rows = evidence.rows.reservations.flatMap((row) => {
    const { id, status, expiresAt, dueAt, releasedAt } = row;
    if (status !== "expired" || releasedAt === null) return [];
    if (releasedAt < expiresAt) return [`${id} expired ${expiresAt - releasedAt} ms early`];
    const lateMs = releasedAt - dueAt;
    return lateMs > LATE_MS_MAX ? [`${id} expired ${lateMs} ms late`] : [];
  });
  const told = entriesOf(evidence, "read", "cancel").flatMap(({ outcome }) => {
    if (outcome.kind !== "ok" || outcome.reply.status !== "expired") return [];
    const { id, expiresAt, serverNow } = outcome.reply;
    return serverNow < expiresAt ? [`${id} was told to have expired before ${expiresAt}`] : [];
  });
  const endOf = new Map(evidence.rows.reservations.map(({ id, expiresAt }) => [id, expiresAt]));
  const refused = entriesOf(evidence, "pay").flatMap(({ reservationId, outcome, answeredAt }) => {
    if (outcome.kind !== "failed" || outcome.reason !== "RESERVATION_EXPIRED") return [];
    const isEarly = answeredAt < (endOf.get(reservationId) ?? -Infinity);
    return isEarly ? [`${reservationId} could not be paid before it was due`] : [];
  });
  return [...rows, ...told, ...refused];
};
