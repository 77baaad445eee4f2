/** Every table, by its area. Named, so that what a package uses is visible where it imports it. */
export { apiKeys, organizers } from "./schema/organizers.ts";
export {
  earlierNames,
  events,
  eventStatus,
  inventory,
  ticketTypes,
  type VenueRow,
} from "./schema/events.ts";
export { itemRow, type ItemRow, reservations, reservationStatus } from "./schema/reservations.ts";
export { payments, paymentStatus, refunds, refundStatus } from "./schema/payments.ts";
export { tickets } from "./schema/tickets.ts";
export { eventMinutes, eventPaySeconds } from "./schema/statistics.ts";
export { gatewayCharges, gatewayRefunds } from "./schema/simulated-gateway.ts";
export {
  accounts,
  attempts,
  sessions,
  twoFactors,
  usedCodes,
  users,
  verifications,
} from "./schema/sign-in.ts";
