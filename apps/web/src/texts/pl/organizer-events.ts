import type { texts as english } from "../en/organizer-events.ts";
import { plural } from "../plural.ts";

const tickets = (count: number): string =>
  plural("pl", count, {
    one: "1 bilet",
    few: `${count} bilety`,
    many: `${count} biletów`,
    other: `${count} biletu`,
  });

export const texts: typeof english = {
  title: "Wydarzenia",
  newTitle: "Nowe wydarzenie",
  editTitle: "Edycja wydarzenia",

  list: {
    caption: "Twoje wydarzenia",
    new: "Nowe wydarzenie",
    search: "Szukaj",
    searchHint: "Nazwa, miasto, miejsce",
    state: "Stan",
    all: "Wszystkie",
    event: "Wydarzenie",
    starts: "Początek",
    sold: "Sprzedane",
    soldOf: (sold, capacity) => `${sold} z ${capacity}`,
    held: (count) => `zajęte: ${count}`,
    meter: (sold, held, capacity) => `sprzedane: ${sold}, zajęte: ${held}, razem: ${capacity}`,
    revenue: "Przychód",
    actions: "Działania",
    editOf: (name) => `Edytuj: ${name}`,
    edit: "Edytuj",
    more: "Pokaż więcej",
    emptyTitle: "Nie masz jeszcze wydarzeń",
    emptyText: "Utwórz pierwsze. Nikt go nie zobaczy, dopóki go nie opublikujesz.",
    noneTitle: "Nic nie znaleziono",
    noneText: "Żadne z Twoich wydarzeń nie pasuje.",
    reset: "Pokaż wszystkie",
  },

  form: {
    about: "Informacje",
    name: "Nazwa",
    description: "Opis",
    slug: "Adres strony",
    slugHint: "Gdy zostawisz puste, powstanie z nazwy. Małe litery, cyfry i łączniki.",
    slugChange: "Po zmianie odnośniki do starego adresu przestaną działać.",
    when: "Kiedy",
    timezone: "Strefa czasowa",
    timezoneHint: "Wszystkie godziny, także sprzedaży, są podane w czasie tego miejsca.",
    timezoneNone: "Nic nie znaleziono. Spróbuj miasta, kraju lub różnicy, np. UTC+2.",
    timezoneChoices: "Strefy czasowe",
    startsAt: "Początek",
    endsAt: "Koniec",
    where: "Gdzie",
    whereHint: "Zostaw puste, jeśli wydarzenie nie ma miejsca.",
    venueName: "Miejsce",
    address: "Ulica i numer",
    city: "Miasto",
    country: "Kraj",
    tickets: "Bilety",
    ticketsHint: "Kupujący widzą je w tej kolejności.",
    savedHint:
      "Zapisanego rodzaju biletów nie można usunąć. Aby zakończyć jego sprzedaż, ustaw pulę równą liczbie biletów sprzedanych i zajętych.",
    ticketType: (number) => `Rodzaj biletów ${number}`,
    ticketName: "Nazwa",
    ticketNameHint: "Na przykład Normalny, VIP, Balkon",
    ticketDescription: "Co obejmuje",
    price: "Cena w €",
    priceHint: "0, jeśli bilety są bezpłatne",
    priceHintSaved: "Wcześniejsze rezerwacje zachowują swoją cenę.",
    capacity: "Pula",
    reserved: (count) =>
      plural("pl", count, {
        one: "1 jest sprzedany lub zajęty.",
        few: `${count} są sprzedane lub zajęte.`,
        many: `${count} jest sprzedanych lub zajętych.`,
        other: `${count} jest sprzedane lub zajęte.`,
      }),
    perReservation: "Najwięcej w zamówieniu",
    salesStartAt: "Początek sprzedaży",
    salesStartHint: "Puste: od razu",
    salesEndAt: "Koniec sprzedaży",
    salesEndHint: "Puste: bez końca",
    add: "Dodaj rodzaj biletów",
    remove: "Usuń",
    removeOf: (name) => `Usuń: ${name}`,
    create: "Zapisz szkic",
    save: "Zapisz zmiany",
    unsaved: "Jeszcze niezapisane",
    saved: "Wszystkie zmiany są zapisane.",
    draft: "To jest szkic. Nikt inny go nie widzi, dopóki go nie opublikujesz.",
    cancelled: "To wydarzenie jest odwołane. Bilety nie są już sprzedawane.",
    look: "Podgląd",
  },

  problems: {
    required: () => "To pole jest wymagane.",
    tooLong: (max) => `Maksymalna liczba znaków: ${max}.`,
    slug: () => "Tylko małe litery, cyfry i pojedyncze łączniki między nimi.",
    slugTaken: () => "Ten adres ma już inne wydarzenie.",
    time: () => "Podaj datę i godzinę.",
    year: () => "Podaj rok od 1900 do 9999.",
    gap: () =>
      "Takiej godziny nie ma: zegary są wtedy przestawiane do przodu. Wybierz inną godzinę.",
    endBeforeStart: () => "Koniec wypada przed początkiem.",
    salesEndFirst: () => "Sprzedaż skończyłaby się, zanim się zacznie.",
    price: () => "Podaj kwotę, na przykład 49,50.",
    priceMax: () => "Najwyżej 1 000 000,00.",
    wholeNumber: (range) => `Podaj liczbę całkowitą z zakresu ${range}.`,
    capacityTooSmall: (reserved) =>
      `Sprzedane lub zajęte bilety: ${reserved}. Pula nie może być mniejsza niż ${reserved}.`,
    // Why is said by the server, in English alone.
    refused: () => "Serwer nie przyjął tej wartości.",
  },
  failed: {
    unknown:
      "Utracono połączenie i nie wiadomo, czy zmiany zostały zapisane. Zanim zapiszesz ponownie, wczytaj stronę jeszcze raz i sprawdź.",
    unknownNew:
      "Utracono połączenie i nie wiadomo, czy wydarzenie zostało zapisane. Zanim zapiszesz ponownie, sprawdź listę swoich wydarzeń.",
    busy: "Serwer jest zajęty. Nic więcej nie zapisano; spróbuj ponownie za chwilę.",
    other: "Nie udało się zapisać.",
    gone: "Nie znaleziono tego wydarzenia.",
    noTicketType: "Wydarzenie potrzebuje rodzaju biletów, zanim zostanie opublikowane.",
    wasCancelled: "Odwołanego wydarzenia nie można ponownie opublikować.",
    signedOut:
      "Twoja sesja wygasła, a zmiany nie są jeszcze zapisane. Zaloguj się w innej karcie, a potem zapisz tutaj jeszcze raz.",
    signIn: "Zaloguj się w nowej karcie",
  },

  leave: {
    title: "Wyjść bez zapisywania?",
    text: "Wprowadzone tu zmiany zostaną utracone.",
    stay: "Zostań",
    leave: "Wyjdź",
  },

  preview: {
    draft: "Tylko Ty to widzisz. Tak zobaczą to kupujący.",
    published: "Wszyscy widzą to wydarzenie.",
    cancelled: "To wydarzenie jest odwołane. Jego strona zostaje i o tym informuje.",
    open: "Otwórz stronę",
    edit: "Edytuj",
    page: "Strona widziana przez kupujących",
    tickets: "Bilety",
    free: "Bezpłatnie",
    noTickets: "Nie ma jeszcze biletów.",
    onSaleFrom: (time) => `W sprzedaży od: ${time}`,
    until: (time) => `Do: ${time}`,
    perReservation: (max) => `Najwyżej ${tickets(max)} w zamówieniu`,
  },

  publish: {
    action: "Opublikuj",
    title: "Opublikować to wydarzenie?",
    points: [
      "Od razu zobaczą je wszyscy.",
      "Bilety będzie można kupić, gdy tylko zacznie się ich sprzedaż.",
      "Później nadal możesz je zmienić albo odwołać. Nie stanie się już szkicem.",
    ],
    warnings: {
      started:
        "Początek wydarzenia jest w przeszłości: po jego zakończeniu nie widać go na liście wydarzeń.",
      salesEnded: "Sprzedaż wszystkich biletów już się skończyła: nikt nie może ich kupić.",
    },
  },
  cancel: {
    action: "Odwołaj wydarzenie",
    keep: "Nie odwołuj",
    title: "Odwołać to wydarzenie?",
    points: [
      "Sprzedaż skończy się natychmiast i na dobre: odwołanego wydarzenia nie można ponownie opublikować.",
      "Kto zajął bilety i jeszcze nie zapłacił, nie będzie już mógł zapłacić.",
    ],
    sold: (count) =>
      plural("pl", count, {
        one: "Sprzedano 1 bilet. Kupujący automatycznie dostanie zwrot całej kwoty.",
        few: `Sprzedano ${count} bilety. Wszyscy kupujący automatycznie dostaną zwrot całej kwoty. Postęp widać w zakładce Rezerwacje.`,
        many: `Sprzedano ${count} biletów. Wszyscy kupujący automatycznie dostaną zwrot całej kwoty. Postęp widać w zakładce Rezerwacje.`,
        other: `Sprzedano ${count} biletu. Wszyscy kupujący automatycznie dostaną zwrot całej kwoty. Postęp widać w zakładce Rezerwacje.`,
      }),
    noneSold: "Nie sprzedano żadnych biletów, więc nie ma czego zwracać.",
    draft: "Nikt go jeszcze nie widział, więc nikt się o tym nie dowie.",
  },
};
