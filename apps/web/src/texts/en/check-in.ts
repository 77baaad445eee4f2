/** Letting people in. */
export const texts = {
  title: "Check-in",

  count: "Admitted",
  countOf: (issued: string) => `of ${issued} tickets`,
  countText: (checkedIn: string, issued: string) => `${checkedIn} of ${issued} tickets admitted`,

  code: "Ticket code",
  codeHint: "16 characters, in capitals or not, with spaces or without. It is sent by itself.",
  check: "Check",
  checking: "Checking…",
  signals: "Sound and vibration",

  camera: {
    title: "Camera",
    start: "Scan with the camera",
    stop: "Stop",
    light: "Light",
    starting: "Starting the camera…",
    hint: "Hold the code into the frame.",
    denied: "The camera is not allowed",
    deniedText:
      "Your browser keeps the camera from this page. Allow it in the settings of this page, by the symbol beside the address, and try again. Until then, type the codes.",
    missing: "There is no camera",
    missingText: "No camera was found on this device. Type the codes instead.",
    failed: "The camera could not be started",
    failedText: "Another program may be using it. Close that and try again, or type the codes.",
    retry: "Try again",
  },

  outcomes: {
    admitted: { title: "Admitted", text: "Welcome in." },
    already_checked_in: {
      title: "Already checked in",
      text: "Somebody has come in with this ticket before.",
    },
    unknown: { title: "Unknown ticket", text: "This code is no ticket of this event." },
    refunded: {
      title: "Refunded",
      text: "This ticket was refunded. It no longer admits anybody.",
    },
    offline: {
      title: "No connection",
      text: "The code was not sent, and nobody was checked in. Try again once you are online.",
    },
    no_answer: {
      title: "No answer",
      text: "It is not known whether this ticket was checked in. Try again: if it says that it already was, a moment ago, that was this attempt.",
    },
    busy: { title: "Not now", text: "The server is busy, and nobody was checked in. Try again." },
    signed_out: {
      title: "Signed out",
      text: "Your session has ended, and nobody was checked in. Sign in again.",
    },
  },
  firstCheckedIn: (time: string) => `Checked in at ${time}`,
  maybeYours: "If that was a moment ago, it was your attempt that got no answer.",
  next: "Next ticket",
  again: "Try again",
  signIn: "Sign in",

  recent: "Last scans",
  noRecent: "What you check stands here.",
};
