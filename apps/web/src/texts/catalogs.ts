import type { Locale } from "./locale.ts";
// oxlint-disable-next-line no-unassigned-import -- all texts need it, and wait for no file of its own
import "./plural.ts";

/**
 * Where the texts of each area are. English says which texts there are; the other languages must
 * have the same. Each file is a chunk of its own, loaded by who needs it in the language in use.
 */
export const CATALOGS = {
  en: {
    common: () => import("./en/common.ts"),
    events: () => import("./en/events.ts"),
    eventList: () => import("./en/event-list.ts"),
    ordering: () => import("./en/ordering.ts"),
    reservation: () => import("./en/reservation.ts"),
    tickets: () => import("./en/tickets.ts"),
    organizer: () => import("./en/organizer.ts"),
    organizerEvents: () => import("./en/organizer-events.ts"),
    organizerDashboard: () => import("./en/organizer-dashboard.ts"),
    organizerReservations: () => import("./en/organizer-reservations.ts"),
    checkIn: () => import("./en/check-in.ts"),
    signIn: () => import("./en/sign-in.ts"),
  },
  pl: {
    common: () => import("./pl/common.ts"),
    events: () => import("./pl/events.ts"),
    eventList: () => import("./pl/event-list.ts"),
    ordering: () => import("./pl/ordering.ts"),
    reservation: () => import("./pl/reservation.ts"),
    tickets: () => import("./pl/tickets.ts"),
    organizer: () => import("./pl/organizer.ts"),
    organizerEvents: () => import("./pl/organizer-events.ts"),
    organizerDashboard: () => import("./pl/organizer-dashboard.ts"),
    organizerReservations: () => import("./pl/organizer-reservations.ts"),
    checkIn: () => import("./pl/check-in.ts"),
    signIn: () => import("./pl/sign-in.ts"),
  },
} satisfies Record<Locale, unknown>;

type English = (typeof CATALOGS)["en"];

/** A part of the site with texts of its own. */
export type Area = keyof English;
/** The texts of an area, in whatever language. */
export type Texts<A extends Area> = Awaited<ReturnType<English[A]>>["texts"];
/** Loads the texts of an area. */
export type TextsLoader<A extends Area> = () => Promise<{ readonly texts: Texts<A> }>;
