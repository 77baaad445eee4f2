import type { texts as english } from "../en/check-in.ts";

export const texts: typeof english = {
  title: "Kontrola biletów",

  count: "Weszło",
  countOf: (issued) => `z ${issued} biletów`,
  countText: (checkedIn, issued) => `Weszło: ${checkedIn} z ${issued} biletów`,

  code: "Kod biletu",
  codeHint: "16 znaków, wielkie lub małe litery, ze spacjami lub bez. Wyśle się sam.",
  check: "Sprawdź",
  checking: "Sprawdzamy…",
  signals: "Dźwięk i wibracje",

  camera: {
    title: "Aparat",
    start: "Skanuj aparatem",
    stop: "Wyłącz",
    light: "Latarka",
    starting: "Uruchamiamy aparat…",
    hint: "Umieść kod w ramce.",
    denied: "Brak dostępu do aparatu",
    deniedText:
      "Przeglądarka nie pozwala tej stronie używać aparatu. Zezwól na to w ustawieniach strony (symbol obok adresu) i spróbuj ponownie. Do tego czasu wpisuj kody ręcznie.",
    missing: "Nie ma aparatu",
    missingText: "Na tym urządzeniu nie znaleziono aparatu. Wpisuj kody ręcznie.",
    failed: "Nie udało się uruchomić aparatu",
    failedText:
      "Być może używa go inny program. Zamknij go i spróbuj ponownie albo wpisuj kody ręcznie.",
    retry: "Spróbuj ponownie",
  },

  outcomes: {
    admitted: { title: "Można wejść", text: "Zapraszamy." },
    already_checked_in: {
      title: "Bilet już wykorzystany",
      text: "Ktoś już wszedł na ten bilet.",
    },
    unknown: { title: "Nieznany bilet", text: "Ten kod nie jest biletem na to wydarzenie." },
    refunded: {
      title: "Bilet zwrócony",
      text: "Ten bilet został zwrócony. Nie uprawnia już do wejścia.",
    },
    offline: {
      title: "Brak połączenia",
      text: "Kod nie został wysłany i nikogo nie wpuszczono. Spróbuj ponownie, gdy wróci internet.",
    },
    no_answer: {
      title: "Brak odpowiedzi",
      text: "Nie wiadomo, czy wejście zostało zapisane. Spróbuj ponownie: jeśli okaże się, że bilet wykorzystano przed chwilą, to była ta próba.",
    },
    busy: {
      title: "Nie teraz",
      text: "Serwer jest zajęty i wejście nie zostało zapisane. Spróbuj ponownie.",
    },
    signed_out: {
      title: "Wylogowano",
      text: "Sesja wygasła i wejście nie zostało zapisane. Zaloguj się ponownie.",
    },
  },
  firstCheckedIn: (time) => `Wejście: ${time}`,
  maybeYours: "Jeśli to było przed chwilą, to Twoja próba, która nie dostała odpowiedzi.",
  next: "Następny bilet",
  again: "Spróbuj ponownie",
  signIn: "Zaloguj się",

  recent: "Ostatnie skany",
  noRecent: "Tu pojawią się sprawdzone bilety.",
};
