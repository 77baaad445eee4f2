import type { texts as english } from "../en/events.ts";
import { plural } from "../plural.ts";

const tickets = (count: number): string =>
  plural("pl", count, {
    one: "1 bilet",
    few: `${count} bilety`,
    many: `${count} biletów`,
    other: `${count} biletu`,
  });

const onlyLeft = (count: number): string =>
  plural("pl", count, {
    one: "Został tylko 1",
    few: `Zostały tylko ${count}`,
    many: `Zostało tylko ${count}`,
    other: `Zostało tylko ${count}`,
  });

export const texts: typeof english = {
  title: "Wydarzenia",

  list: {
    label: "Nadchodzące wydarzenia",
    search: "Szukaj wydarzeń",
    searchPlaceholder: "Nazwa, miasto lub miejsce",
    clear: "Wyczyść wyszukiwanie",
    found: (count, hasMore) =>
      hasMore
        ? `Pokazano wydarzeń: ${count}. Jest ich więcej.`
        : plural("pl", count, {
            one: "1 wydarzenie.",
            few: `${count} wydarzenia.`,
            many: `${count} wydarzeń.`,
            other: `${count} wydarzenia.`,
          }),
    none: "W tej chwili nie ma nic w sprzedaży",
    noneText: "Nowe wydarzenia pojawią się tu zaraz po ogłoszeniu.",
    nothingFound: (search) => `Brak wyników dla „${search}”`,
    nothingFoundText: "Sprawdź pisownię albo wpisz mniej słów: wystarczy miasto lub miejsce.",
    showAll: "Pokaż wszystkie wydarzenia",
    failed: "Nie udało się wczytać wydarzeń",
    failedText:
      "To kłopot z połączeniem albo po naszej stronie. Często wystarczy spróbować ponownie.",
    moreFailed: "Nie udało się wczytać kolejnych wydarzeń.",
  },

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
    now: "lada chwila",
  },
  opens: {
    at: (at) => `W sprzedaży od: ${at}`,
    left: "Start za",
    soon: "Sprzedaż ruszy tu sama; nie trzeba odświeżać strony.",
    unknown: "Sprzedaż jeszcze się nie zaczęła.",
  },
  endedAt: (at) => `Sprzedaż zakończyła się: ${at}`,

  whole: {
    cancelled: "To wydarzenie zostało odwołane",
    cancelledText:
      "Bilety nie są już sprzedawane. Jeśli masz bilety, organizator poinformuje Cię, co dalej.",
    no_tickets: "Nie ma tu biletów",
    no_ticketsText: "Organizator nie wystawił ich na sprzedaż.",
    sold_out: "Wyprzedane",
    sold_outText:
      "Wszystkie bilety zostały sprzedane. Jeśli organizator doda nowe, pojawią się tu same.",
    ended: "Sprzedaż zakończona",
    endedText: "Nie można już tu rezerwować biletów.",
    all_held: "Wszystkie bilety są zajęte",
    all_heldText:
      "Inni je trzymają i właśnie płacą. Te, które oddadzą, pojawią się tu same: nie zamykaj tej strony.",
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
    nameWrong: "Nazwa jest za długa albo zawiera znaki, których nie da się pokazać.",
    total: "Razem",
    tickets,
    reserve: "Zarezerwuj",
    choose: "Wybierz bilety",
    chooseFirst: "Najpierw wybierz co najmniej jeden bilet.",
    promise: "Teraz nic nie pobieramy. Bilety czekają na Ciebie, gdy płacisz.",
    sending: "Rezerwujemy…",
    resuming: "Sprawdzamy, co stało się z Twoim zamówieniem…",
  },

  wait: {
    NETWORK: "Utracono połączenie",
    RATE_LIMITED: "Zbyt wiele prób z tego miejsca",
    OVERLOADED: "Bardzo dużo osób kupuje w tej chwili",
    UNAVAILABLE: "Zaraz wracamy",
    text: {
      NETWORK: "Zamówienie jest zachowane. Wyślemy je, gdy tylko wróci połączenie.",
      RATE_LIMITED: "Zamówienie jest zachowane. Wyślemy je ponownie, gdy tylko będzie można.",
      OVERLOADED:
        "Nadal jesteś w kolejce. Zamówienie wyśle się ponownie samo; zostań na tej stronie.",
      UNAVAILABLE:
        "Zamówienie jest zachowane i wyśle się ponownie samo. Nigdy nie wykona się dwa razy.",
    },
    again: "Kolejna próba za",
    now: "Spróbuj teraz",
    stop: "Przestań próbować",
  },

  queue: {
    title: (name) => `Czekamy na bilety: ${name}`,
    text: "Gdy tylko wróci ich dość, zamówienie wyśle się samo. Inni też czekają, więc może się nie udać od razu. Nie zamykaj tej strony.",
    left: "Kolejne mogą wrócić za",
    stop: "Nie czekaj",
  },

  refusal: {
    soldOut: (name) => `${name}: wyprzedane`,
    soldOutText: "Ostatnie bilety sprzedano, gdy trwał wybór.",
    onlyLeft: (name, left) => `${name}: ${onlyLeft(left).toLowerCase()}`,
    onlyLeftText: (wanted) => `Zamówienie było na ${wanted}, więc nic nie zarezerwowano.`,
    allHeld: (name) => `${name}: wszystkie zajęte przez innych`,
    mayReturn: (at) => `Za resztę płacą inni. Jeśli nie zapłacą, część może wrócić o ${at}.`,
    back: (name) => `${name}: znów jest dość biletów`,
    backText: "Ktoś oddał swoje bilety.",
    takeLeft: (left) =>
      plural("pl", left, {
        one: "Weź ostatni bilet",
        few: `Weź pozostałe ${left}`,
        many: `Weź pozostałych ${left}`,
        other: `Weź pozostałe ${left}`,
      }),
    without: (name) => `Zarezerwuj bez: ${name}`,
    again: "Zarezerwuj teraz",
    waitFor: "Spróbuj wtedy ponownie",
    others: (names) => `Nadal dostępne: ${names}.`,
    limit: (max, name) => `${name}: najwyżej ${max} w jednym zamówieniu`,
    limitText: (max) => `Liczba zmieniona na ${max}.`,
    reserveNow: (total) => `Zarezerwuj ${tickets(total)}`,
    notStarted: "Sprzedaż jeszcze się nie zaczęła",
    ended: "Sprzedaż się zakończyła",
    notOnSale: "To wydarzenie nie jest w sprzedaży",
    notOnSaleText: "Zostało odwołane lub wycofane. Nic nie zarezerwowano.",
    input: "Coś w formularzu wymaga poprawki",
    gone: "Tych biletów już nie ma w ofercie",
    goneText: "Organizator zmienił to wydarzenie. Strona pokazuje, co jest teraz.",
    failed: "Coś poszło nie tak po naszej stronie",
    failedText: "Nic nie pobrano. Możesz spróbować ponownie; nigdy nie wykona się dwa razy.",
    unanswered: "Nie udało się ustalić, czy rezerwacja się powiodła",
    unansweredText:
      "Spróbuj ponownie: to to samo zamówienie i nigdy nie wykona się dwa razy. Możesz też je zostawić: nieopłacone bilety wrócą same.",
    found: (count) => `Masz tu niedokończoną rezerwację: ${tickets(count)}`,
    foundText: "Odpowiedź nie dotarła. Możesz dokończyć to samo zamówienie albo o nim zapomnieć.",
    goOn: "Dokończ",
    forget: "Zapomnij",
    retry: "Spróbuj ponownie",
  },
};
