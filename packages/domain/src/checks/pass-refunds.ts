import type { Pass } from "./invariant.ts";
import { UNKNOWN_SECONDS_MAX } from "./pass-reservations.ts";

/** So long without any refund made, those that wait in line are not waited for but stuck. */
const LINE_STANDS_SECONDS = 600;

// Of a cancelled event's refunds most wait for their first try, or are in it, which is right while
// others are made; one that was not made when it was tried, and is not an hour later, a person must see. A cancelled event is updated once, when it is cancelled.
export const refundsPass: Pass = {
  name: "refunds",
  sql: `
    SELECT 8, format('refund %s: pending since %s, after %s tries', id, requested_at, attempts), NULL
    FROM refunds
    WHERE status = 'pending' AND requested_at < now() - interval '${UNKNOWN_SECONDS_MAX} seconds'
      AND (delayed_at IS NOT NULL OR NOT EXISTS (
        SELECT FROM refunds AS made
        WHERE made.settled_at > now() - interval '${LINE_STANDS_SECONDS} seconds'))
    UNION ALL
    SELECT 8, format('reservation %s: %s, and its event was cancelled before %s', r.id, r.status, e.updated_at), NULL
    FROM events e JOIN reservations r ON r.event_id = e.id AND r.status IN ('held', 'paid')
    WHERE e.status = 'cancelled' AND EXISTS (
        SELECT FROM inventory i WHERE i.event_id = e.id AND i.held + i.sold > 0)
      AND e.updated_at < now() - interval '${UNKNOWN_SECONDS_MAX} seconds'
    UNION ALL
    SELECT 6, format('refund %s of payment %s: the payment is not captured', f.id, f.payment_id), NULL
    FROM refunds f
    LEFT JOIN payments p ON p.event_id = f.event_id AND p.id = f.payment_id
    WHERE p.status IS DISTINCT FROM 'captured' OR p.reservation_id <> f.reservation_id`,
};
