/** What is printed on a ticket beside the event's own words. */
export interface TicketTexts {
  /** For `Intl`. */
  readonly language: string;
  readonly documentTitle: (code: string) => string;
  readonly online: string;
  readonly name: string;
  readonly reservation: string;
  readonly place: (index: number, count: number) => string;
  readonly hint: string;
}

const en: TicketTexts = {
  language: "en-GB",
  documentTitle: (code) => `Tickets ${code}`,
  online: "Online",
  name: "Name",
  reservation: "Reservation",
  place: (index, count) => `Ticket ${index} of ${count}`,
  hint: "Show this code at the entrance. It admits one person, once.",
};

const pl: TicketTexts = {
  language: "pl-PL",
  documentTitle: (code) => `Bilety ${code}`,
  online: "Online",
  name: "Imię i nazwisko",
  reservation: "Rezerwacja",
  place: (index, count) => `Bilet ${index} z ${count}`,
  hint: "Okaż ten kod przy wejściu. Wpuszcza jedną osobę, jeden raz.",
};

export const TICKET_TEXTS = { en, pl } as const;
