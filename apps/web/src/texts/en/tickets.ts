/** The tickets of a paid reservation. */
export const texts = {
  list: "Tickets",
  position: (number: number, count: number) => `Ticket ${number} of ${count}`,
  code: (code: string) => `QR code of ticket ${code}`,
  codeLabel: "Ticket code",
  holder: "Name",
  email: "E-mail",
  reservation: "Reservation",
  checkedIn: (time: string) => `Admitted at ${time}`,
  void: "Not valid",
  voidText: "This ticket no longer admits anybody.",

  pdf: "Download as PDF",
  print: "Print",
  calendar: "Add to calendar",
  pdfFailed: {
    title: "The PDF could not be made",
    busy: "Many people want theirs right now. Please try again in a moment.",
    network: "The server could not be reached. Check your connection and try again.",
    other:
      "Please reload the page and try again. Your tickets on this page are valid all the same.",
  },
  calendarDescription: (code: string, count: number) =>
    `Reservation ${code}, tickets: ${count}. Bring the codes from the page of your reservation.`,
};
