import type { texts as english } from "../en/organizer.ts";

export const texts: typeof english = {
  navigation: "Organizator",
  eventNavigation: "Wydarzenie",
  overview: "Przegląd",
  events: "Wydarzenia",
  account: "Konto",
  dashboard: "Pulpit",
  edit: "Edycja",
  preview: "Podgląd",
  reservations: "Rezerwacje",
  checkIn: "Kontrola biletów",
  toShop: "Do sklepu",
  eventStates: {
    draft: "Szkic",
    published: "Opublikowane",
    ended: "Minione",
    cancelled: "Odwołane",
  },
};
