import type { texts as english } from "../en/organizer-reservations.ts";
import { plural } from "../plural.ts";

export const texts: typeof english = {
  title: "Rezerwacje",
  detailTitle: "Rezerwacja",

  search: "Szukaj",
  searchHint: "E-mail, imię i nazwisko lub kod rezerwacji",
  status: "Stan",
  anyStatus: "Wszystkie stany",
  refresh: "Odśwież",
  showMore: "Pokaż więcej",
  shown: (count, hasMore) => {
    const more = hasMore ? ", jest ich więcej" : "";
    return plural("pl", count, {
      one: `Widoczna 1 rezerwacja${more}`,
      few: `Widoczne ${count} rezerwacje${more}`,
      many: `Widocznych ${count} rezerwacji${more}`,
      other: `Widocznych ${count} rezerwacji${more}`,
    });
  },
  csv: "CSV",
  csvOf: (what) => `CSV: ${what}`,
  csvFailed: "Nie udało się utworzyć pliku. Spróbuj ponownie.",
  csvCut: (rows) => `Plik zawiera najnowsze: ${rows}. Aby zapisać pozostałe, zawęź listę.`,
  file: "rezerwacje",
  statuses: {
    held: "W trakcie zakupu",
    paying: "Sprawdzamy płatność",
    paid: "Opłacona",
    expired: "Wygasła",
    cancelled: "Zwolniona",
    refunding: "Zwrot w toku",
    refunded: "Zwrócona",
  },
  columns: {
    code: "Kod",
    buyer: "Kupujący",
    name: "Imię i nazwisko",
    email: "E-mail",
    tickets: "Bilety",
    items: "Pozycje",
    total: "Razem",
    currency: "Waluta",
    created: "Zarezerwowano",
    paid: "Opłacono",
    status: "Stan",
  },
  empty: {
    title: "Nie ma jeszcze rezerwacji",
    text: "Gdy tylko ktoś zarezerwuje bilety, zobaczysz to tutaj.",
  },
  nothingFound: {
    title: "Nic nie znaleziono",
    text: "Żadna rezerwacja w tym stanie nie pasuje do szukanego tekstu.",
    action: "Pokaż wszystkie",
  },

  back: "Wszystkie rezerwacje",
  item: (quantity, name) => `${quantity} × ${name}`,
  items: "Pozycje",
  itemColumns: {
    ticketType: "Rodzaj biletu",
    quantity: "Liczba",
    unitPrice: "Cena",
    subtotal: "Suma",
  },
  total: "Razem",
  buyer: "Kupujący",
  noName: "Nie podano imienia i nazwiska",
  writeTo: (email) => `Napisz do ${email}`,
  heldUntil: "Czas na zapłatę do",
  tickets: "Bilety",
  ticketColumns: { code: "Kod", ticketType: "Rodzaj biletu", checkedIn: "Wejście" },
  notCheckedIn: "Jeszcze nie",
  noTickets: "Bilety zostaną wystawione po opłaceniu rezerwacji.",
  voidTickets: "Te bilety nie uprawniają już do wejścia.",

  history: "Przebieg",
  timeline: {
    reserved: "Zarezerwowano",
    payment_started: "Rozpoczęto płatność",
    payment_declined: "Karta została odrzucona",
    payment_failed: "Płatność nie powiodła się; niczego nie pobrano",
    payment_not_charged: "Operator płatności potwierdził, że niczego nie pobrano",
    payment_captured: "Płatność wpłynęła",
    tickets_given_back: "Operator zbyt długo nie odpowiadał; bilety wróciły do sprzedaży",
    tickets_taken_again: "Bilety wciąż były dostępne i zostały ponownie zajęte",
    paid: "Opłacono i wystawiono bilety",
    expired: "Czas minął; bilety wróciły do sprzedaży",
    cancelled: "Bilety zwolnione przez kupującego albo przez odwołanie wydarzenia",
    refund_started: "Rozpoczęto zwrot",
    refund_delayed: "Pierwsza próba zwrotu się nie powiodła; ponawiamy ją",
    refunded: "Pieniądze zostały zwrócone",
  },

  refund: {
    action: "Zwróć pieniądze",
    confirm: (amount) => `Zwróć ${amount}`,
    title: "Zwrócić pieniądze za tę rezerwację?",
    text: (amount, email) =>
      `${amount} wróci do ${email}. Bilety od razu przestaną uprawniać do wejścia i wrócą do sprzedaży. Tego nie można cofnąć.`,
    free: "Za tę rezerwację niczego nie pobrano. Bilety od razu przestaną uprawniać do wejścia i wrócą do puli. Tego nie można cofnąć.",
    checkedIn: (count) =>
      plural("pl", count, {
        one: "Na 1 z tych biletów ktoś już wszedł.",
        few: `Na ${count} z tych biletów ktoś już wszedł.`,
        many: `Na ${count} z tych biletów ktoś już wszedł.`,
        other: `Na ${count} z tych biletów ktoś już wszedł.`,
      }),
    keep: "Nie zwracaj",
    refunding: "Pieniądze są w drodze",
    refundingText: "Operator płatności jeszcze nie potwierdził zwrotu. Strona odświeży się sama.",
    refunded: "Zwrócono",
    refundedText: "Zapłacona kwota została zwrócona. Bilety nie uprawniają już do wejścia.",
    failed: "Nie ma potwierdzenia zwrotu",
    unknown:
      "Nie było jednoznacznej odpowiedzi, więc zwrot mógł się rozpocząć. Spróbuj ponownie: nigdy nie nastąpi dwa razy.",
    closed: "Tej rezerwacji nie można już zwrócić. Poniżej widać jej aktualny stan.",
    other: "Serwer odmówił zwrotu. Nic się nie zmieniło.",
  },
};
