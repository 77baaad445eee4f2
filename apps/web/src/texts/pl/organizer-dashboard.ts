import type { texts as english } from "../en/organizer-dashboard.ts";
import { plural } from "../plural.ts";

export const texts: typeof english = {
  title: "Przegląd",
  eventTitle: "Pulpit",
  live: "Na żywo",
  everySeconds: (seconds) => `Co ${seconds} s`,
  updatedAt: (time) => `Stan na ${time}`,
  stale: "Brak połączenia",
  staleSince: (time) => `Dane z ${time}. Odświeżą się same.`,

  sold: "Sprzedane",
  held: "Zajęte",
  available: "Dostępne",
  capacity: "Pula",
  revenue: "Przychód",
  sellThrough: "Stopień sprzedaży",
  ofCapacity: (capacity) => `z ${capacity}`,
  meter: (sold, held, capacity) => `sprzedane: ${sold}, zajęte: ${held}, pula: ${capacity}`,
  compact: (sold, capacity, share) => `Sprzedane: ${sold} z ${capacity}, ${share}`,
  compactRest: (held, available) => `Zajęte: ${held}, dostępne: ${available}`,

  csv: "CSV",
  csvOf: (what) => `CSV: ${what}`,
  asTable: "Jako tabela",

  overview: {
    intro: (count) =>
      plural("pl", count, {
        one: "1 wydarzenie",
        few: `${count} wydarzenia`,
        many: `${count} wydarzeń`,
        other: `${count} wydarzenia`,
      }),
    figures: "Wszystkie wydarzenia",
    byEvent: "Według wydarzeń",
    byTicketType: "Według rodzajów biletów",
    byTicketTypeHint:
      "Rodzaje biletów o tej samej nazwie są sumowane ze wszystkich wydarzeń, także tych, które teraz nic nie sprzedają.",
    event: "Wydarzenie",
    state: "Stan",
    ticketType: "Rodzaj biletu",
    files: { byEvent: "stampede-wydarzenia", byTicketType: "stampede-rodzaje-biletow" },
    showMore: (count) => `Pokaż kolejne ${count}`,
    empty: {
      title: "Tu pojawią się Twoje wyniki",
      text: "Utwórz wydarzenie z rodzajami biletów i opublikuj je. Od pierwszego biletu zobaczysz, co jest sprzedane, co zajęte, a co jest jeszcze dostępne.",
      action: "Utwórz pierwsze wydarzenie",
    },
  },

  dashboard: {
    figures: "Wszystkie rodzaje biletów",
    byTicketType: "Według rodzajów biletów",
    ticketType: "Rodzaj biletu",
    noTicketTypes: "To wydarzenie nie ma jeszcze rodzajów biletów.",
    draft:
      "To wydarzenie jest szkicem. Nikt go nie widzi i nic się nie sprzedaje, dopóki go nie opublikujesz.",
    ended: "To wydarzenie już się odbyło. Bilety nie są już sprzedawane.",
    cancelled:
      "To wydarzenie jest odwołane. Bilety nie są już sprzedawane, a wszyscy kupujący dostają zwrot pieniędzy.",
    waiting: "Bilety liczone jeszcze jako sprzedane czekają na rozpoczęcie zwrotu.",
    toEdit: "Edytuj wydarzenie",
    files: { byTicketType: "rodzaje-biletow", sales: "sprzedaz", funnel: "lejek" },
  },

  sales: {
    title: "Sprzedaż w czasie",
    range: "Okres",
    ranges: { hour: "Ostatnia godzina", day: "Ostatnie 24 godziny", all: "Od początku" },
    buckets: { minute: "co minutę", hour: "co godzinę", day: "dziennie" },
    timezone: (name) => `W strefie czasowej wydarzenia: ${name}`,
    tickets: "Bilety",
    revenue: "Przychód",
    nothing: "W tym okresie nic się nie wydarzyło.",
    summary: (sold, refused, revenue) =>
      `sprzedane: ${sold}, odmowy: ${refused}, przychód: ${revenue}`,
    columns: {
      at: "Od",
      reserved: "Zarezerwowane",
      paid: "Sprzedane",
      expired: "Wygasłe",
      cancelled: "Zwolnione",
      refused: "Odmowy",
      revenue: "Przychód",
    },
  },

  funnel: {
    title: "Od zapytania do biletu",
    hint: "Każde zapytanie dotyczy jednej rezerwacji, niezależnie od liczby biletów.",
    step: "Etap",
    requests: "Zapytania",
    share: "Udział w zapytaniach",
    steps: {
      requested: "Zapytania o bilety",
      refused: "Odmowy: utracony popyt",
      reserved: "Zarezerwowane",
      open: "W toku",
      expired: "Czas minął",
      cancelled: "Zwolnione",
      paid: "Opłacone",
      refunded: "Później zwrócone",
    },
    conversion: "Konwersja",
    conversionDetail: "opłacone ze wszystkich zapytań",
    lostDemand: "Utracony popyt",
    lostDemandDetail: "zapytania z odmową",
    median: "Mediana czasu płatności",
    noMedian: "Nikt jeszcze nie zapłacił",
    duration: (minutes, seconds) => (minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`),
    nothing: "Nikt jeszcze nie pytał o bilety.",
  },
};
