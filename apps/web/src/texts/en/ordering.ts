/** What is said of an order that does not go straight through. */
export const texts = {
  wait: {
    NETWORK: "The connection was lost",
    RATE_LIMITED: "Too many attempts from here",
    OVERLOADED: "Many people are buying right now",
    UNAVAILABLE: "We will be back in a moment",
    text: {
      NETWORK: "Your order is kept. It goes on by itself as soon as you are connected.",
      RATE_LIMITED: "Your order is kept, and is sent again as soon as that is allowed.",
      OVERLOADED: "You are still in line. Your order is sent again by itself; please stay here.",
      UNAVAILABLE:
        "Your order is kept, and is sent again by itself. It is never carried out twice.",
    },
    again: "Next attempt in",
    now: "Try now",
    stop: "Stop trying",
  },

  queue: {
    title: (name: string) => `Waiting for ${name}`,
    text: "As soon as enough come back, your order is sent by itself. Others wait too, so it may take more than one try. Keep this page open.",
    left: "The next ones may return in",
    stop: "Stop waiting",
  },

  refusal: {
    soldOut: (name: string) => `${name}: sold out`,
    soldOutText: "The last ones were sold while you were choosing.",
    onlyLeft: (name: string, left: number) =>
      left === 1 ? `${name}: only one is left` : `${name}: only ${left} are left`,
    onlyLeftText: (wanted: number) => `You asked for ${wanted}, so nothing was reserved.`,
    allHeld: (name: string) => `${name}: all are held by others`,
    mayReturn: (at: string) =>
      `Others are paying right now. Whatever they leave unpaid may return from ${at} on.`,
    back: (name: string) => `${name}: there are enough again`,
    backText: "Somebody gave tickets back.",
    takeLeft: (left: number) =>
      left === 1 ? "Take the last one" : `Take the ${left} that are left`,
    withoutIt: "Reserve the rest",
    again: "Reserve now",
    waitFor: "Try again then",
    others: (names: string) => `There still are: ${names}.`,
    limit: (max: number, name: string) => `At most ${max} of ${name} in one order`,
    limitText: (max: number) => `The number is now ${max}.`,
    reserveNow: (tickets: string) => `Reserve ${tickets}`,
    notStarted: "The sale has not started yet",
    ended: "The sale has ended",
    notOnSale: "This event is not on sale",
    notOnSaleText: "It was cancelled or taken back. Nothing was reserved.",
    input: "Something in the form needs your attention",
    gone: "These tickets are no longer offered",
    goneText: "The organizer has changed this event. The page shows what there is now.",
    failed: "Something went wrong on our side",
    failedText: "Nothing is charged. You can try again; it is never carried out twice.",
    unanswered: "We could not find out whether your order went through",
    unansweredText:
      "Try again: it is the same order, and never carried out twice. Or leave it: unpaid tickets go back by themselves.",
    found: (tickets: string) => `You were about to reserve ${tickets} here`,
    foundText: "The answer never came. You can go on with the same order, or forget it.",
    goOn: "Go on",
    forget: "Forget it",
    retry: "Try again",
  },
};
