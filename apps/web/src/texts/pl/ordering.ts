import type { texts as english } from "../en/ordering.ts";
import { plural } from "../plural.ts";

const onlyLeft = (count: number): string =>
  plural("pl", count, {
    one: "został tylko 1",
    few: `zostały tylko ${count}`,
    many: `zostało tylko ${count}`,
    other: `zostało tylko ${count}`,
  });

export const texts: typeof english = {
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
    onlyLeft: (name, left) => `${name}: ${onlyLeft(left)}`,
    onlyLeftText: (wanted) => `Zamówienie było na ${wanted}, więc nic nie zarezerwowano.`,
    allHeld: (name) => `${name}: wszystkie zajęte przez innych`,
    mayReturn: (at) => `Inni właśnie płacą. To, czego nie opłacą, może wrócić od ${at}.`,
    back: (name) => `${name}: znów jest dość biletów`,
    backText: "Ktoś oddał swoje bilety.",
    takeLeft: (left) =>
      plural("pl", left, {
        one: "Weź ostatni bilet",
        few: `Weź pozostałe ${left}`,
        many: `Weź pozostałych ${left}`,
        other: `Weź pozostałe ${left}`,
      }),
    withoutIt: "Zarezerwuj resztę",
    again: "Zarezerwuj teraz",
    waitFor: "Spróbuj wtedy",
    others: (names) => `Nadal dostępne: ${names}.`,
    limit: (max, name) => `${name}: najwyżej ${max} w jednym zamówieniu`,
    limitText: (max) => `Liczba zmieniona na ${max}.`,
    reserveNow: (tickets) => `Zarezerwuj ${tickets}`,
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
    found: (tickets) => `Masz tu niedokończoną rezerwację: ${tickets}`,
    foundText: "Odpowiedź nie dotarła. Możesz dokończyć to samo zamówienie albo o nim zapomnieć.",
    goOn: "Dokończ",
    forget: "Zapomnij",
    retry: "Spróbuj ponownie",
  },
};
