import type { texts as english } from "../en/common.ts";
import { plural } from "../plural.ts";

export const texts: typeof english = {
  siteName: "Stampede",
  skipToContent: "Przejdź do treści",
  mainNavigation: "Główna nawigacja",
  events: "Wydarzenia",
  forOrganizers: "Dla organizatorów",
  footerNote: "Bilety sprzedawane uczciwie.",

  language: "Język",
  theme: "Motyw",
  themes: { system: "Automatyczny", light: "Jasny", dark: "Ciemny" },

  loading: "Wczytywanie…",
  close: "Zamknij",
  cancel: "Anuluj",
  back: "Wstecz",
  retry: "Spróbuj ponownie",
  optional: "opcjonalnie",
  required: "wymagane",
  saved: "Zapisano",
  copy: "Kopiuj",
  copied: "Skopiowano",
  showMore: "Pokaż więcej",
  showTable: "Pokaż jako tabelę",
  sortBy: (column) => `Sortuj według: ${column}`,

  yourTime: (time) => `${time} Twojego czasu`,
  countdown: {
    left: "Pozostały czas",
    announce: (minutes) =>
      plural("pl", minutes, {
        one: "Została 1 minuta.",
        few: `Zostały ${minutes} minuty.`,
        many: `Zostało ${minutes} minut.`,
        other: `Zostało ${minutes} minuty.`,
      }),
    over: "Czas minął.",
  },
  stepper: {
    fewer: (what) => `O jeden mniej: ${what}`,
    more: (what) => `O jeden więcej: ${what}`,
  },

  offline: "Brak połączenia z internetem. Dane mogą być nieaktualne; wznowimy je automatycznie.",
  waiting: {
    NETWORK: "Utracono połączenie. Ponawiamy próbę…",
    RATE_LIMITED: "Chwileczkę. Ponawiamy próbę…",
    OVERLOADED: "Jest teraz bardzo dużo osób. Nadal jesteś w kolejce; ponawiamy próbę…",
    UNAVAILABLE: "Zaraz wracamy. Ponawiamy próbę…",
  },

  notFound: {
    title: "Nie znaleźliśmy tej strony",
    text: "W adresie może być błąd albo tej strony już nie ma.",
    action: "Zobacz wszystkie wydarzenia",
    organizerAction: "Do Twoich wydarzeń",
  },
  failed: {
    title: "Coś poszło nie tak",
    text: "To nie Twoja wina. Często wystarczy spróbować jeszcze raz.",
    network: "Nie udało się połączyć z serwerem. Sprawdź połączenie i spróbuj ponownie.",
    busy: "Jest teraz zbyt dużo osób. Spróbuj ponownie za chwilę.",
  },
  fieldsToMend: (count) =>
    plural("pl", count, {
      one: "Jedno pole wymaga poprawki.",
      few: `${count} pola wymagają poprawki.`,
      many: `${count} pól wymaga poprawki.`,
      other: `${count} pola wymaga poprawki.`,
    }),
};
