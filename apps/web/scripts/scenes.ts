import type { Page } from "playwright-core";

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
}

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
    { name: "event-unknown", path: "/events/no-such-event" },
    ...Object.entries(reservations).map(([name, { path }]) => ({
      name: `reservation-${name}`,
      path,
      isAlsoPolish: name === "held" || name === "paid",
    })),
    { name: "reservation-no-token", path: `/reservations/${UNKNOWN_ID}` },
    { name: "unknown-page", path: "/no/such/page" },
    ...signInScenes(),
    ...organizerScenes(event.id, reservations.paid.reservation.id),
    ...doorScenes(`/organizer/events/${event.id}`, reservations.paid.reservation.id),
    ...["held", "refunding", "refunded"].map((name) => ({
      name: `organizer-reservation-${name}`,
      path: `/organizer/events/${event.id}/reservations/${idOf(reservations, name)}`,
      isOrganizers: true,
    })),
    {
      name: "organizer-dashboard-draft",
      path: `/organizer/events/${events.draft.id}`,
      isOrganizers: true,
    },
  ];
}

function idOf(reservations: Rehearsal["reservations"], name: string): string {
  const found = Object.entries(reservations).find(([known]) => known === name);
  if (found === undefined) throw new Error(`no reservation is ${name}`);
  return found[1].reservation.id;
}

/** What an organizer does with a reservation and at the door. */
function doorScenes(event: string, reservationId: string): readonly Scene[] {
  const reservation = `${event}/reservations/${reservationId}`;
  const code = async (page: Page): Promise<string> => {
    await page.goto(reservation);
    return page.locator("tbody th .font-mono").first().innerText();
  };
  const check = async (page: Page, text: string): Promise<void> => {
    await page.goto(`${event}/check-in`);
    await page.locator("form input").fill(text);
    await page.getByRole("dialog").waitFor();
  };
  const scenes: readonly Pick<Scene, "name" | "path" | "act">[] = [
    { name: "nothing-found", path: `${event}/reservations?search=nobody` },
    {
      name: "event-new-mistaken",
      path: "/organizer/events/new",
      act: async (page) => {
        await page.locator("button[type=submit]").click();
        await page.getByRole("alert").waitFor();
      },
    },
    { name: "not-found", path: `/organizer/events/${UNKNOWN_ID}` },
    {
      name: "refund-asked",
      path: reservation,
      act: (page) => page.getByRole("button", { name: /^(Refund|Zwróć)/ }).click(),
    },
    {
      name: "check-in-known",
      path: `${event}/check-in`,
      // Green the first time, amber from then on.
      act: async (page) => check(page, await code(page)),
    },
    {
      name: "check-in-unknown",
      path: `${event}/check-in`,
      act: (page) => check(page, "0000000000000000"),
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
