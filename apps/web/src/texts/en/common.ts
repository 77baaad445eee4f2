import { plural } from "../plural.ts";

/** What every page has, and the parts that pages share. */
export const texts = {
  siteName: "Stampede",
  skipToContent: "Skip to content",
  mainNavigation: "Main",
  events: "Events",
  forOrganizers: "For organizers",
  footerNote: "Tickets, fairly sold.",

  language: "Language",
  theme: "Theme",
  themes: { system: "Automatic", light: "Light", dark: "Dark" },

  loading: "Loading…",
  close: "Close",
  cancel: "Cancel",
  back: "Back",
  retry: "Try again",
  optional: "optional",
  required: "required",
  saved: "Saved",
  copy: "Copy",
  copied: "Copied",
  showMore: "Show more",
  showTable: "Show as a table",
  sortBy: (column: string) => `Sort by ${column}`,

  yourTime: (time: string) => `${time} your time`,
  countdown: {
    left: "Time left",
    announce: (minutes: number) =>
      plural("en", minutes, { one: "1 minute left.", other: `${minutes} minutes left.` }),
    over: "The time is up.",
  },
  stepper: {
    fewer: (what: string) => `One fewer: ${what}`,
    more: (what: string) => `One more: ${what}`,
  },

  offline: "You are offline. What you see may be out of date; it goes on by itself.",
  waiting: {
    NETWORK: "The connection was lost. Trying again…",
    RATE_LIMITED: "One moment, please. Trying again…",
    OVERLOADED: "Many people are here right now. You are still in line; trying again…",
    UNAVAILABLE: "We will be back in a moment. Trying again…",
  },

  notFound: {
    title: "We could not find this page",
    text: "The address may have a mistake in it, or what was here has gone.",
    action: "See all events",
    organizerAction: "To your events",
  },
  failed: {
    title: "Something went wrong",
    text: "It is not your fault. Trying again often helps.",
    network: "The server could not be reached. Check your connection and try again.",
    busy: "Too many people are here right now. Please try again in a moment.",
  },
  fieldsToMend: (count: number) =>
    plural("en", count, {
      one: "One field needs your attention.",
      other: `${count} fields need your attention.`,
    }),
};
