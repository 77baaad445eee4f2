import type { texts as english } from "../en/tickets.ts";

export const texts: typeof english = {
  list: "Bilety",
  position: (number, count) => `Bilet ${number} z ${count}`,
  code: (code) => `Kod QR biletu ${code}`,
  codeLabel: "Kod biletu",
  holder: "Imię i nazwisko",
  email: "E-mail",
  reservation: "Rezerwacja",
  checkedIn: (time) => `Wejście o ${time}`,
  void: "Nieważny",
  voidText: "Ten bilet nie uprawnia już do wejścia.",

  pdf: "Pobierz PDF",
  print: "Drukuj",
  calendar: "Dodaj do kalendarza",
  pdfFailed: {
    title: "Nie udało się przygotować pliku PDF",
    busy: "W tej chwili pobiera go wiele osób. Spróbuj ponownie za chwilę.",
    network: "Nie udało się połączyć z serwerem. Sprawdź połączenie i spróbuj ponownie.",
    other: "Odśwież stronę i spróbuj ponownie. Bilety na tej stronie i tak są ważne.",
  },
  calendarDescription: (code, count) =>
    `Rezerwacja ${code}, liczba biletów: ${count}. Zabierz kody ze strony rezerwacji.`,
};
