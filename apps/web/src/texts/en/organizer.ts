/** What surrounds an organizer's pages. */
export const texts = {
  navigation: "Organizer",
  eventNavigation: "Event",
  overview: "Overview",
  events: "Events",
  account: "Account",
  dashboard: "Dashboard",
  edit: "Edit",
  preview: "Preview",
  reservations: "Reservations",
  checkIn: "Check-in",
  toShop: "To the shop",
  eventStates: { draft: "Draft", published: "Published", ended: "Over", cancelled: "Cancelled" },
};
