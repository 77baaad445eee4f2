/** A made-up event, its dates told from the day on which the catalogue is loaded. */
export interface DemoEvent {
  /** Names it in the import key, so it stays when the text changes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly timezone: string;
  readonly startsInDays: number;
  /** `HH:MM`, local. */
  readonly startTime: string;
  readonly lastsHours: number;
  readonly venue: { name: string; address: string; city: string; country: string } | null;
  readonly isCancelled?: boolean;
  readonly ticketTypes: readonly DemoTicketType[];
}

export interface DemoTicketType {
  readonly name: string;
  /** Decimal euros, as a publisher writes them. */
  readonly price: string;
  readonly capacity: number;
  readonly description?: string;
  readonly maxPerReservation?: number;
  readonly salesStartInDays?: number;
  readonly salesEndInDays?: number;
  /** Bought when the catalogue is loaded. */
  readonly sold?: number;
}

/** Every state that a buyer can meet, in several timezones. */
export const DEMO_EVENTS: readonly DemoEvent[] = [
  {
    id: "lantern-river-festival",
    name: "Lantern River Festival",
    description:
      "Three stages along the quay, and at midnight four thousand paper lanterns on the water.",
    timezone: "Europe/Lisbon",
    startsInDays: 45,
    startTime: "18:30",
    lastsHours: 7,
    venue: { name: "Cais Novo", address: "Rua da Ribeira 12", city: "Lisbon", country: "Portugal" },
    ticketTypes: [
      { name: "Regular", price: "49.00", capacity: 2_000, sold: 34 },
      { name: "Premium", price: "89.00", capacity: 400, sold: 12 },
      {
        name: "VIP",
        price: "189.00",
        capacity: 60,
        maxPerReservation: 4,
        description: "A seat on the balcony, dinner and the after-show.",
        sold: 8,
      },
    ],
  },
  {
    id: "thousand-oscillators",
    name: "A Thousand Oscillators",
    description: "A night of analogue synthesizers, patched live. Only a few places are left.",
    timezone: "Europe/Berlin",
    startsInDays: 12,
    startTime: "21:00",
    lastsHours: 6,
    venue: {
      name: "Kesselhalle",
      address: "Spulenweg 3",
      city: "Berlin",
      country: "Germany",
    },
    ticketTypes: [
      { name: "Regular", price: "32.50", capacity: 60, sold: 57 },
      { name: "VIP", price: "95.00", capacity: 10, sold: 9 },
    ],
  },
  {
    id: "paper-moon-quartet",
    name: "Paper Moon Quartet: Songs for Small Rooms",
    description: "Forty chairs, four musicians, no microphones. Sold out.",
    timezone: "Europe/Warsaw",
    startsInDays: 5,
    startTime: "19:30",
    lastsHours: 2,
    venue: { name: "Antresola", address: "ul. Cicha 8", city: "Warsaw", country: "Poland" },
    ticketTypes: [
      { name: "Regular", price: "28.00", capacity: 30, sold: 30 },
      { name: "Premium", price: "45.00", capacity: 10, sold: 10 },
    ],
  },
  {
    id: "glass-mountain",
    name: "Glass Mountain – Orchestra and Light",
    description: "The sale has not started yet: come back when it does, and be quick.",
    timezone: "Asia/Tokyo",
    startsInDays: 90,
    startTime: "19:00",
    lastsHours: 3,
    venue: { name: "Hikari Hall", address: "4-2 Minamicho", city: "Tokyo", country: "Japan" },
    ticketTypes: [
      { name: "Regular", price: "55.00", capacity: 1_200, salesStartInDays: 7 },
      { name: "Premium", price: "110.00", capacity: 300, salesStartInDays: 7 },
      { name: "VIP", price: "240.00", capacity: 40, salesStartInDays: 3, maxPerReservation: 2 },
    ],
  },
  {
    id: "last-tram-stories",
    name: "Last Tram Stories",
    description: "True stories told by people who missed it. The advance sale is over.",
    timezone: "America/New_York",
    startsInDays: 2,
    startTime: "20:00",
    lastsHours: 3,
    venue: {
      name: "The Turntable",
      address: "417 Mercer Alley",
      city: "New York",
      country: "United States",
    },
    ticketTypes: [{ name: "Regular", price: "18.00", capacity: 120, salesEndInDays: -1 }],
  },
  {
    id: "observatory-open-night",
    name: "Open Night at the Observatory",
    description: "Look through the great refractor. Entry is free; the guided tour is not.",
    timezone: "Atlantic/Reykjavik",
    startsInDays: 20,
    startTime: "22:00",
    lastsHours: 4,
    venue: {
      name: "Norðurljós Observatory",
      address: "Hæðargata 1",
      city: "Reykjavík",
      country: "Iceland",
    },
    ticketTypes: [
      { name: "Free entry", price: "0", capacity: 300, maxPerReservation: 6, sold: 14 },
      { name: "Premium", price: "15.00", capacity: 45, description: "With the guided tour." },
    ],
  },
  {
    id: "slow-code",
    name: "Slow Code: A Conference on Software that Lasts",
    description: "Two tracks, streamed live, with the speakers in the chat.",
    timezone: "Asia/Kolkata",
    startsInDays: 33,
    startTime: "09:30",
    lastsHours: 8,
    venue: null,
    ticketTypes: [
      { name: "Regular", price: "20.00", capacity: 5_000 },
      { name: "VIP", price: "120.00", capacity: 25, description: "With the workshop after it." },
    ],
  },
  {
    id: "garden-opera",
    name: "The Garden Opera",
    description: "Cancelled: the garden is under water.",
    timezone: "Australia/Melbourne",
    startsInDays: 28,
    startTime: "17:00",
    lastsHours: 4,
    venue: {
      name: "Fernbank Gardens",
      address: "2 Lower Terrace",
      city: "Melbourne",
      country: "Australia",
    },
    isCancelled: true,
    ticketTypes: [{ name: "Regular", price: "65.00", capacity: 500 }],
  },
];
