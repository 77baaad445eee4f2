import type { Outputs } from "@stampede/client/api";

import { plural } from "../plural.ts";

type TimelineType = Outputs["reservations"]["get"]["timeline"][number]["type"];

/** The page of a reservation: its state, its payment, and how it is kept or given back. */
export const texts = {
  held: {
    title: "Pay to keep your tickets",
    lead: "They are held for you alone until the time runs out.",
  },
  free: {
    title: "Confirm to get your tickets",
    lead: "They cost nothing, and are held for you alone until the time runs out.",
  },
  timeUp: {
    title: "The time is up",
    lead: "We are asking what has become of your tickets. This takes a moment.",
    notice: "Nothing has been charged. This page goes on by itself.",
  },
  paying: {
    title: "We are checking your payment",
    lead: "Please do not pay again. This page shows the answer as soon as it comes.",
    late: "It is taking longer than usual. Please do not pay again; the answer is on its way.",
  },
  paid: {
    title: "Your tickets",
    lead: (amount: string) => `Paid: ${amount}. Show each code at the entrance.`,
    leadFree: "Show each code at the entrance.",
  },
  expired: {
    title: "The time ran out",
    lead: "Your tickets are no longer held for you. Nothing was charged.",
  },
  cancelled: {
    title: "These tickets were given back",
    lead: "Nothing was charged.",
  },
  refunding: {
    title: "Your money is on its way back",
    lead: (amount: string) => `${amount} is being paid back to your card. Nothing for you to do.`,
  },
  refunded: {
    title: "Your money was paid back",
    lead: (amount: string) => `${amount} went back to the card that you paid with.`,
  },
  refundedFree: {
    title: "Your tickets were withdrawn",
    lead: "They cost nothing, and there is nothing left to do.",
  },

  event: "Event",
  ticketsFor: (count: number) =>
    plural("en", count, { one: "1 ticket", other: `${count} tickets` }),
  cancelledEvent: {
    title: "This event was cancelled",
    held: "It can no longer be paid for. Nothing was charged, and there is nothing left to do.",
    paid: "All that you paid is paid back. Nothing for you to do: it begins within moments, and you will see it here.",
    free: "Your tickets are of no use any more. They cost nothing, and there is nothing left to do.",
  },

  order: "Your order",
  total: "Total",
  priceFree: "Free",
  reservationCode: "Reservation code",
  holder: "Name",
  email: "E-mail",
  each: (price: string) => `${price} each`,

  payment: {
    legend: "Choose a test card",
    honest:
      "No money moves here: each card makes the payment end in another way, so that all of them can be tried.",
    ending: (digits: string) => `card ending in ${digits}`,
    pay: (amount: string) => `Pay ${amount}`,
    confirm: "Get the tickets",
    askAgain: "Ask again",
    freeNote: "No card is needed, and nothing is charged.",
    asking: "Asking the bank…",
    cards: {
      card_ok: { name: "Pays at once", text: "The payment goes through." },
      card_error: { name: "Declined", text: "The bank says no. You can try another card." },
      payment_error: {
        name: "Payment fails",
        text: "The payment service refuses. Nothing is charged.",
      },
      slow_5: { name: "Slow", text: "Goes through after five seconds." },
      timeout_charged: {
        name: "No answer, but charged",
        text: "The answer is lost. We ask until we know, then you get the tickets.",
      },
      timeout_not_charged: {
        name: "No answer, not charged",
        text: "The answer is lost. We ask until we know, then you can try again.",
      },
      late_success: {
        name: "Too late",
        text: "Goes through only after the time has run out. Your tickets wait for it.",
      },
      refund_error: {
        name: "Stubborn refund",
        text: "Goes through. Should it be refunded, the first try fails and the next works.",
      },
    },
    outcomes: {
      payment_declined: {
        title: "Your card was declined",
        text: "Nothing was charged, and your tickets are still held. Choose another card, or try again.",
      },
      payment_failed: {
        title: "The payment did not go through",
        text: "Nothing was charged, and your tickets are still held. Please try again.",
      },
      payment_not_charged: {
        title: "The payment did not arrive",
        text: "We asked the bank: nothing was charged. Your tickets are still held; please try again.",
      },
    },
    unanswered: {
      title: "Your last payment has had no answer yet",
      text: "Ask again: it is the same payment, so you cannot be charged twice. Until then, another card has to wait.",
    },
    failed: {
      title: "Something went wrong on our side",
      text: "Nothing was charged. Please try again.",
    },
    retrying: {
      title: "Not through yet. We keep trying",
      slow: "This takes longer than usual",
      NETWORK: "The connection was lost.",
      RATE_LIMITED: "A great many requests come from your network.",
      OVERLOADED: "Many people are paying right now; you are still in line.",
      UNAVAILABLE: "The shop will be back in a moment.",
      promise: "Stay on this page. It is one and the same payment, so you cannot be charged twice.",
      again: "Next try in",
      now: "Trying now…",
    },
  },

  checking: {
    title: "Nothing is lost",
    unknown: "The bank has not answered yet, so nobody knows whether your card was charged.",
    held: "Your tickets are still held for you while we ask.",
    givenBack: "It has taken so long that your tickets are back on sale.",
    either:
      "If you were charged, you get your tickets. If they should be gone by then, you get all of your money back.",
    closing: "You can close this page: the link on this page brings you back here.",
    live: "Asking every few seconds",
  },
  priceChanged: (before: string, now: string) =>
    `The price changed while you were choosing: it was ${before}, and is ${now} now. You have paid nothing yet.`,
  late: "Your payment arrived after the time had run out. Your tickets were still there for you.",
  refund: {
    tooLate:
      "Your payment went through only after your tickets had gone to others, or the event was cancelled. All of it is paid back.",
    byOrganizer:
      "The organizer cancelled this purchase, or the event. Its tickets are no longer valid.",
    amount: "Amount",
    retried: "If the bank refuses at first, we try again until it is done.",
  },

  backToEvent: "Back to the event",
  allEvents: "See all events",

  giveBack: {
    action: "Give the tickets back",
    title: "Give these tickets back?",
    text: "They go on sale again at once, and someone else may take them. Nothing has been charged. This cannot be undone.",
    keep: "Keep them",
    confirm: "Give them back",
    failed: "That did not work. Please try again in a moment.",
  },

  keepLink: {
    title: "Keep this page",
    text: "The link leads back here from any device. Whoever has it can use your tickets, so share it with care.",
    copy: "Copy the link",
    copied: "The link was copied.",
    byHand: "Copy this link",
  },

  history: "What happened when",
  timeline: {
    reserved: "Tickets reserved",
    payment_started: "Payment started",
    payment_declined: "Card declined",
    payment_failed: "Payment refused, nothing charged",
    payment_not_charged: "Payment did not arrive, nothing charged",
    payment_captured: "Card charged",
    tickets_given_back: "No answer for too long, tickets back on sale",
    tickets_taken_again: "Tickets were still there, taken for you again",
    paid: "Paid, tickets issued",
    expired: "Time ran out, tickets given back",
    cancelled: "Given back",
    refund_started: "Refund started",
    refund_delayed: "Not paid back at the first try, trying on",
    refunded: "Money paid back",
  } satisfies Record<TimelineType, string>,

  lost: {
    missing: {
      title: "This link is not complete",
      text: "The last part of it, after the # sign, is the key to your reservation. It is missing here.",
    },
    wrong: {
      title: "This link does not open a reservation",
      text: "Its key does not fit. Perhaps a part of it was cut off when it was copied.",
    },
    what: "Open the whole link again, as it was when you kept it, or go back to the tab in which you reserved.",
  },
};
