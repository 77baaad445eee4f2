import type { texts as english } from "../en/reservation.ts";
import { plural } from "../plural.ts";

export const texts: typeof english = {
  held: {
    title: "Zapłać, aby zachować bilety",
    lead: "Są zarezerwowane tylko dla Ciebie, dopóki nie minie czas.",
  },
  free: {
    title: "Potwierdź, aby odebrać bilety",
    lead: "Są bezpłatne i zarezerwowane tylko dla Ciebie, dopóki nie minie czas.",
  },
  timeUp: {
    title: "Czas minął",
    lead: "Sprawdzamy, co stało się z Twoimi biletami. To potrwa chwilę.",
    notice: "Nie pobraliśmy żadnej opłaty. Strona odświeży się sama.",
  },
  paying: {
    title: "Sprawdzamy Twoją płatność",
    lead: "Nie płać ponownie. Wynik pojawi się tutaj, gdy tylko go poznamy.",
    late: "Trwa to dłużej niż zwykle. Nie płać ponownie, odpowiedź jest w drodze.",
  },
  paid: {
    title: "Twoje bilety",
    lead: (amount) => `Zapłacono: ${amount}. Pokaż każdy kod przy wejściu.`,
    leadFree: "Pokaż każdy kod przy wejściu.",
  },
  expired: {
    title: "Czas minął",
    lead: "Bilety nie są już dla Ciebie zarezerwowane. Nie pobraliśmy żadnej opłaty.",
  },
  cancelled: {
    title: "Bilety zostały oddane",
    lead: "Nie pobraliśmy żadnej opłaty.",
  },
  refunding: {
    title: "Zwracamy Ci pieniądze",
    lead: (amount) => `${amount} wraca na Twoją kartę. Nie musisz nic robić.`,
  },
  refunded: {
    title: "Pieniądze zostały zwrócone",
    lead: (amount) => `${amount} wróciło na kartę użytą do płatności.`,
  },
  refundedFree: {
    title: "Twoje bilety zostały wycofane",
    lead: "Były bezpłatne i nie musisz nic robić.",
  },

  event: "Wydarzenie",
  ticketsFor: (count) =>
    plural("pl", count, {
      one: "1 bilet",
      few: `${count} bilety`,
      many: `${count} biletów`,
      other: `${count} biletu`,
    }),
  cancelledEvent: {
    title: "To wydarzenie zostało odwołane",
    held: "Nie można już za nie zapłacić. Nie pobraliśmy żadnej opłaty i nie musisz nic robić.",
    paid: "Zwracamy całą wpłaconą kwotę. Nie musisz nic robić: zwrot rozpocznie się za chwilę i zobaczysz go tutaj.",
    free: "Twoje bilety nie będą już potrzebne. Były bezpłatne i nie musisz nic robić.",
  },

  order: "Twoje zamówienie",
  total: "Razem",
  priceFree: "Bezpłatnie",
  reservationCode: "Kod rezerwacji",
  holder: "Imię i nazwisko",
  email: "E-mail",
  each: (price) => `${price} za sztukę`,

  payment: {
    legend: "Wybierz kartę testową",
    honest:
      "Tu nie płyną prawdziwe pieniądze: z każdą kartą płatność kończy się inaczej, aby można było wypróbować wszystkie przypadki.",
    ending: (digits) => `karta kończąca się na ${digits}`,
    pay: (amount) => `Zapłać ${amount}`,
    confirm: "Odbierz bilety",
    askAgain: "Zapytaj ponownie",
    freeNote: "Karta nie jest potrzebna. Nic nie zapłacisz.",
    asking: "Pytamy bank…",
    cards: {
      card_ok: { name: "Płaci od razu", text: "Płatność się udaje." },
      card_error: { name: "Odrzucona", text: "Bank odmawia. Możesz spróbować innej karty." },
      payment_error: {
        name: "Błąd płatności",
        text: "Operator płatności odmawia. Opłata nie jest pobierana.",
      },
      slow_5: { name: "Powolna", text: "Płatność udaje się po pięciu sekundach." },
      timeout_charged: {
        name: "Brak odpowiedzi, opłata pobrana",
        text: "Odpowiedź ginie. Pytamy, aż ją poznamy, a potem dostajesz bilety.",
      },
      timeout_not_charged: {
        name: "Brak odpowiedzi, opłata niepobrana",
        text: "Odpowiedź ginie. Pytamy, aż ją poznamy, a potem możesz spróbować ponownie.",
      },
      late_success: {
        name: "Spóźniona",
        text: "Płatność udaje się dopiero po upływie czasu. Bilety na nią czekają.",
      },
      refund_error: {
        name: "Oporny zwrot",
        text: "Płatność się udaje. Przy zwrocie pierwsza próba zawodzi, następna działa.",
      },
    },
    outcomes: {
      payment_declined: {
        title: "Karta została odrzucona",
        text: "Nie pobraliśmy opłaty, a bilety nadal są zarezerwowane. Wybierz inną kartę albo spróbuj ponownie.",
      },
      payment_failed: {
        title: "Płatność się nie powiodła",
        text: "Nie pobraliśmy opłaty, a bilety nadal są zarezerwowane. Spróbuj ponownie.",
      },
      payment_not_charged: {
        title: "Płatność nie dotarła",
        text: "Zapytaliśmy bank: opłata nie została pobrana. Bilety nadal są zarezerwowane, spróbuj ponownie.",
      },
    },
    unanswered: {
      title: "Nie mamy jeszcze odpowiedzi na ostatnią płatność",
      text: "Zapytaj ponownie: to ta sama płatność, więc nie zapłacisz dwa razy. Do tego czasu inna karta musi zaczekać.",
    },
    failed: {
      title: "Coś poszło nie tak po naszej stronie",
      text: "Nie pobraliśmy opłaty. Spróbuj ponownie.",
    },
    retrying: {
      title: "Jeszcze się nie udało. Próbujemy dalej",
      slow: "Trwa to dłużej niż zwykle",
      NETWORK: "Utracono połączenie.",
      RATE_LIMITED: "Z Twojej sieci przychodzi bardzo dużo zapytań.",
      OVERLOADED: "Wiele osób płaci w tej chwili. Nadal jesteś w kolejce.",
      UNAVAILABLE: "Sklep zaraz wróci.",
      promise: "Zostań na tej stronie. To wciąż ta sama płatność, więc nie zapłacisz dwa razy.",
      again: "Następna próba za",
      now: "Próbujemy teraz…",
    },
  },

  checking: {
    title: "Nic nie przepadło",
    unknown: "Bank jeszcze nie odpowiedział, więc nie wiadomo, czy karta została obciążona.",
    held: "Bilety są nadal zarezerwowane dla Ciebie, gdy pytamy.",
    givenBack: "Trwa to tak długo, że bilety wróciły do sprzedaży.",
    either:
      "Jeśli karta została obciążona, dostaniesz bilety. Gdyby ich już nie było, zwrócimy Ci całą kwotę.",
    closing: "Możesz zamknąć tę stronę: link z tej strony zaprowadzi Cię tu z powrotem.",
    live: "Pytamy co kilka sekund",
  },
  priceChanged: (before, now) =>
    `Cena zmieniła się, gdy trwał wybór: było ${before}, teraz jest ${now}. Nic jeszcze nie zapłacono.`,
  late: "Płatność dotarła po upływie czasu. Bilety wciąż na Ciebie czekały.",
  refund: {
    tooLate:
      "Płatność udała się dopiero wtedy, gdy bilety trafiły już do innych albo wydarzenie zostało odwołane. Zwracamy całą kwotę.",
    byOrganizer: "Organizator anulował ten zakup albo odwołał wydarzenie. Bilety straciły ważność.",
    amount: "Kwota",
    retried: "Jeśli bank najpierw odmówi, będziemy ponawiać zwrot aż do skutku.",
  },

  backToEvent: "Wróć do wydarzenia",
  allEvents: "Zobacz wszystkie wydarzenia",

  giveBack: {
    action: "Oddaj bilety",
    title: "Oddać te bilety?",
    text: "Od razu wrócą do sprzedaży i może je kupić ktoś inny. Nie pobraliśmy żadnej opłaty. Tego nie da się cofnąć.",
    keep: "Zachowaj je",
    confirm: "Oddaj je",
    failed: "Nie udało się. Spróbuj ponownie za chwilę.",
  },

  keepLink: {
    title: "Zachowaj tę stronę",
    text: "Link prowadzi tu z każdego urządzenia. Kto go ma, może użyć Twoich biletów, więc udostępniaj go ostrożnie.",
    copy: "Kopiuj link",
    copied: "Link został skopiowany.",
    byHand: "Skopiuj ten link",
  },

  history: "Co i kiedy się wydarzyło",
  timeline: {
    reserved: "Rezerwacja biletów",
    payment_started: "Rozpoczęcie płatności",
    payment_declined: "Odrzucenie karty",
    payment_failed: "Odmowa płatności, bez opłaty",
    payment_not_charged: "Płatność nie dotarła, bez opłaty",
    payment_captured: "Obciążenie karty",
    tickets_given_back: "Zbyt długo bez odpowiedzi, bilety wróciły do sprzedaży",
    tickets_taken_again: "Bilety wciąż były, znów są Twoje",
    paid: "Zapłacono, wydano bilety",
    expired: "Czas minął, bilety oddane",
    cancelled: "Bilety oddane",
    refund_started: "Rozpoczęcie zwrotu",
    refund_delayed: "Pierwsza próba zwrotu nieudana, próbujemy dalej",
    refunded: "Zwrot pieniędzy",
  },

  lost: {
    missing: {
      title: "Ten link jest niepełny",
      text: "Jego ostatnia część, po znaku #, to klucz do Twojej rezerwacji. Tutaj jej brakuje.",
    },
    wrong: {
      title: "Ten link nie otwiera żadnej rezerwacji",
      text: "Klucz nie pasuje. Być może jego część została ucięta przy kopiowaniu.",
    },
    what: "Otwórz jeszcze raz cały zachowany link albo wróć do karty przeglądarki, w której powstała rezerwacja.",
  },
};
