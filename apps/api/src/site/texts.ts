/** The languages that the pages are written in, the fallback first. */
export const LOCALES = ["en", "pl"] as const;
export type Locale = (typeof LOCALES)[number];

const en = {
  siteName: "Stampede",
  homeTitle: "Stampede: tickets for what is on",
  homeHeading: "What is on",
  homeDescription:
    "Concerts, festivals and conferences. See what is left, live, and reserve at once.",
  noEvents: "There is nothing on sale at the moment.",
  notFoundTitle: "Page not found",
  notFound: "There is nothing at this address.",
  toEvents: "All events",
  unavailableTitle: "One moment, please",
  crowded: "Very many people are here right now. This page tries again by itself.",
  eventTitle: (name: string, place: string | null) =>
    place === null ? `${name}: tickets` : `${name}, ${place}: tickets`,
  eventDescription: (when: string, place: string | null) =>
    `${place === null ? when : `${when}, ${place}`}. Tickets with live availability.`,
  cancelled: "This event was cancelled.",
  noPlace: "Online, or announced by the organizer",
  organizedBy: (name: string) => `Organized by ${name}`,
  tickets: "Tickets",
  from: (price: string) => `from ${price}`,
  free: "Free",
  freeAndPaid: "Free and paid",
  needsScript: "To reserve tickets, please turn JavaScript on.",
  failed: "A part of this page did not arrive. Please check your connection.",
  reload: "Reload",
  status: {
    not_started: (opensAt: string | null) =>
      opensAt === null ? "Not on sale yet" : `On sale from ${opensAt}`,
    on_sale: () => "On sale",
    all_held: () => "All taken for the moment; some may come back",
    sold_out: () => "Sold out",
    ended: () => "Sale ended",
  },
};

/** What the server itself says on pages; everything else is said by the pages' own texts. */
export type Texts = typeof en;

const pl: Texts = {
  siteName: "Stampede",
  homeTitle: "Stampede: bilety na wydarzenia",
  homeHeading: "Najbliższe wydarzenia",
  homeDescription:
    "Koncerty, festiwale i konferencje. Sprawdź na żywo, ile biletów zostało, i od razu zarezerwuj.",
  noEvents: "W tej chwili nie ma nic w sprzedaży.",
  notFoundTitle: "Nie znaleziono strony",
  notFound: "Pod tym adresem niczego nie ma.",
  toEvents: "Wszystkie wydarzenia",
  unavailableTitle: "Jeszcze chwila",
  crowded: "Jest tu teraz bardzo wiele osób. Ta strona sama spróbuje ponownie.",
  eventTitle: (name, place) => (place === null ? `${name}: bilety` : `${name}, ${place}: bilety`),
  eventDescription: (when, place) =>
    `${place === null ? when : `${when}, ${place}`}. Bilety i ich dostępność na żywo.`,
  cancelled: "To wydarzenie zostało odwołane.",
  noPlace: "Online lub miejsce poda organizator",
  organizedBy: (name) => `Organizator: ${name}`,
  tickets: "Bilety",
  from: (price) => `od ${price}`,
  free: "Bezpłatnie",
  freeAndPaid: "także bezpłatnie",
  needsScript: "Aby zarezerwować bilety, włącz obsługę JavaScriptu.",
  failed: "Część tej strony nie dotarła. Sprawdź połączenie z internetem.",
  reload: "Odśwież",
  status: {
    not_started: (opensAt) =>
      opensAt === null ? "Jeszcze nie w sprzedaży" : `W sprzedaży od: ${opensAt}`,
    on_sale: () => "W sprzedaży",
    all_held: () => "Chwilowo wszystkie zajęte; część może wrócić do sprzedaży",
    sold_out: () => "Wyprzedane",
    ended: () => "Sprzedaż zakończona",
  },
};

export const TEXTS: Readonly<Record<Locale, Texts>> = { en, pl };
