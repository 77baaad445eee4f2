import type { texts as english } from "../en/events.ts";
import { plural } from "../plural.ts";
import { ticketCount } from "./ticket-count.ts";

const onlyLeft = (count: number): string =>
  plural("pl", count, {
    one: "Został tylko 1",
    few: `Zostały tylko ${count}`,
    many: `Zostało tylko ${count}`,
    other: `Zostało tylko ${count}`,
  });

export const texts: typeof english = {
  from: (price) => `od ${price}`,
  free: "Bezpłatnie",
  fromFree: "także bezpłatnie",

  state: {
    unknown: "Sprawdzamy…",
    on_sale: (available) => `Dostępne: ${available}`,
    few_left: onlyLeft,
    all_held: "Wszystkie zajęte",
    sold_out: "Wyprzedane",
    not_started: "Jeszcze nie w sprzedaży",
    ended: "Sprzedaż zakończona",
    cancelled: "Odwołane",
    no_tickets: "Brak biletów",
    on_sale_short: "Dostępne",
  },

  facts: {
    when: "Kiedy",
    where: "Gdzie",
    organizer: "Organizator",
    online: "Online lub miejsce poda organizator",
    map: "Pokaż na mapie",
    opensElsewhere: "otwiera się w nowej karcie",
  },
  about: "O wydarzeniu",
  allEvents: "Wszystkie wydarzenia",

  tickets: "Bilety",
  connection: {
    connecting: "Łączenie…",
    live: "Na żywo",
    polling: "Odświeżane co kilka sekund",
    paused: "Wstrzymane",
    offline: "Brak połączenia: te liczby mogą być nieaktualne",
  },
  update: (name, state) => `${name}: ${state}.`,

  heldFor: {
    returns: (at) => `Inni właśnie płacą. Część może wrócić o ${at},`,
    someday: "Inni właśnie płacą. Część może wrócić.",
    left: "za",
    now: "lada chwila.",
  },
  opens: {
    at: (at) => `W sprzedaży od: ${at}`,
    left: "Start za",
    now: "Start lada chwila.",
    soon: "Sprzedaż ruszy tu sama; nie trzeba odświeżać strony.",
    unknown: "Sprzedaż jeszcze się nie zaczęła.",
  },
  endedAt: (at) => `Sprzedaż zakończyła się: ${at}`,

  whole: {
    cancelled: "To wydarzenie zostało odwołane",
    cancelledText: "Bilety nie są już sprzedawane. Jeśli już zapłacono, pieniądze wrócą same.",
    no_tickets: "Nie ma tu biletów",
    no_ticketsText: "Organizator nie wystawił ich na sprzedaż.",
    sold_out: "Wyprzedane",
    sold_outText:
      "Wszystkie bilety zostały sprzedane. Jeśli organizator doda nowe, pojawią się tu same.",
    ended: "Sprzedaż zakończona",
    endedText: "Nie można już tu rezerwować biletów.",
    all_held: "Wszystkie bilety w sprzedaży są zajęte",
    all_heldText:
      "Inni je zajęli i właśnie płacą. Te, które oddadzą, pojawią się tu same: nie zamykaj tej strony.",
    not_started: "Jeszcze nie w sprzedaży",
  },

  limit: {
    perReservation: (max) => `Najwyżej ${max} w zamówieniu`,
    left: onlyLeft,
    changed: (chosen, left) =>
      left === 0
        ? `Wybrano: ${chosen}. Teraz nie ma żadnego.`
        : `Wybrano: ${chosen}. Teraz dostępne tylko: ${left}.`,
    lines: (max) => `W jednym zamówieniu może być najwyżej ${max} rodzajów biletów.`,
  },

  order: {
    buyer: "Twoje dane",
    email: "E-mail",
    emailHint: "Tylko na potrzeby tego zamówienia.",
    name: "Imię i nazwisko",
    emailMissing: "Podaj adres e-mail.",
    emailWrong: "To nie wygląda na adres e-mail, taki jak imie@example.com.",
    nameWrong: "Imię i nazwisko jest za długie albo zawiera znaki, których nie da się pokazać.",
    total: "Razem",
    tickets: ticketCount,
    reserve: "Zarezerwuj",
    choose: "Wybierz bilety",
    chooseFirst: "Najpierw wybierz co najmniej jeden bilet.",
    changed: (tickets, total) =>
      `Zamówienie to teraz ${tickets} za ${total}. Jeśli to pasuje, zarezerwuj jeszcze raz.`,
    promise: "Teraz nic nie pobieramy. Bilety czekają na Ciebie, gdy płacisz.",
    sending: "Rezerwujemy…",
    resuming: "Sprawdzamy, co stało się z Twoim zamówieniem…",
  },
};
