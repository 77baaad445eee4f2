import type { texts as english } from "../en/event-list.ts";
import { plural } from "../plural.ts";

export const texts: typeof english = {
  title: "Wydarzenia",
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
};
