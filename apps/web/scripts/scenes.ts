import type { Page } from "playwright-core";

import { checkInScenes } from "./check-in-scenes.ts";
import type { Rehearsal } from "./rehearse.ts";
import { signInScenes } from "./sign-in-scenes.ts";

/** A page in a state, to be looked at. */
export interface Scene {
  readonly name: string;
  readonly path: string;
  /** Whether the organizer is signed in. */
  readonly isOrganizers?: boolean;
  /** Whether it is looked at in Polish too. */
  readonly isAlsoPolish?: boolean;
  /** What to do on the page before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
  /** What goes wrong on purpose. */
  readonly problems?: readonly RegExp[];
}

const NOT_FOUND = /reply: 404 GET/;
const UNKNOWN_ID = "01890000-0000-7000-8000-000000000000";

/** Every page, in every state that a person can meet it in. */
export function scenesOf({ events, reservations }: Rehearsal): readonly Scene[] {
  const event = events["on-sale"];
  return [
    { name: "home", path: "/", isAlsoPolish: true },
    { name: "home-nothing-found", path: "/?search=nothing%20like%20it" },
    ...Object.entries(events)
      .filter(([name]) => name !== "draft")
      .map(([name, { slug }]) => ({
        name: `event-${name}`,
        path: `/events/${slug}`,
        isAlsoPolish: name === "on-sale" || name === "all-held",
      })),
    { name: "event-unknown", path: "/events/no-such-event", problems: [NOT_FOUND] },
    ...Object.entries(reservations).map(([name, { path }]) => ({
      name: `reservation-${name}`,
      path,
      isAlsoPolish: name === "held" || name === "paid",
    })),
    { name: "reservation-no-token", path: `/reservations/${UNKNOWN_ID}` },
    { name: "unknown-page", path: "/no/such/page", problems: [NOT_FOUND] },
    ...signInScenes(),
    ...draftScenes(`/organizer/events/${events.draft.id}`),
    ...organizerScenes(event.id, reservations.paid.reservation.id),
    ...reservationScenes(`/organizer/events/${event.id}`, reservations.paid.reservation.id),
    ...checkInScenes(`/organizer/events/${event.id}`, reservations.paid.reservation.id),
    ...["held", "refunding", "refunded"].map((name) => ({
      name: `organizer-reservation-${name}`,
      path: `/organizer/events/${event.id}/reservations/${idOf(reservations, name)}`,
      isOrganizers: true,
    })),
  ];
}

/** Presses what asks first, and waits for the question. */
const press = (name: RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").waitFor();
};

/** What an organizer does with an event before anybody sees it. */
function draftScenes(draft: string): readonly Scene[] {
  const scenes: readonly Pick<Scene, "name" | "path" | "act">[] = [
    { name: "dashboard-draft", path: draft },
    { name: "publish-asked", path: `${draft}/preview`, act: press(/^(Publish|Opublikuj)/) },
  ];
  return scenes.map((scene) => ({
    ...scene,
    name: `organizer-${scene.name}`,
    isOrganizers: true,
    isAlsoPolish: true,
  }));
}

function idOf(reservations: Rehearsal["reservations"], name: string): string {
  const found = Object.entries(reservations).find(([known]) => known === name);
  if (found === undefined) throw new Error(`no reservation is ${name}`);
  return found[1].reservation.id;
}

/** What an organizer finds, or does not, and does with an event on sale and a reservation. */
function reservationScenes(event: string, reservationId: string): readonly Scene[] {
  const reservation = `${event}/reservations/${reservationId}`;
  const scenes: readonly Pick<Scene, "name" | "path" | "act" | "problems">[] = [
    { name: "cancel-asked", path: `${event}/edit`, act: press(/^(Cancel event|Odwołaj)/) },
    { name: "nothing-found", path: `${event}/reservations?search=nobody` },
    {
      name: "event-new-mistaken",
      path: "/organizer/events/new",
      act: async (page) => {
        await page.locator("button[type=submit]").click();
        await page.getByRole("alert").waitFor();
      },
    },
    { name: "not-found", path: `/organizer/events/${UNKNOWN_ID}`, problems: [NOT_FOUND] },
    {
      name: "refund-asked",
      path: reservation,
      act: (page) => page.getByRole("button", { name: /^(Refund|Zwróć)/ }).click(),
    },
  ];
  return scenes.map((scene) => ({
    ...scene,
    name: `organizer-${scene.name}`,
    isOrganizers: true,
    isAlsoPolish: true,
  }));
}

function organizerScenes(eventId: string, reservationId: string): readonly Scene[] {
  const event = `/organizer/events/${eventId}`;
  const pages = {
    overview: "/organizer",
    events: "/organizer/events",
    "event-new": "/organizer/events/new",
    dashboard: event,
    "event-edit": `${event}/edit`,
    "event-preview": `${event}/preview`,
    reservations: `${event}/reservations`,
    reservation: `${event}/reservations/${reservationId}`,
    "check-in": `${event}/check-in`,
    account: "/organizer/account",
  };
  return Object.entries(pages).map(([name, path]) => ({
    name: `organizer-${name}`,
    path,
    isOrganizers: true,
    isAlsoPolish: name === "dashboard",
  }));
}
