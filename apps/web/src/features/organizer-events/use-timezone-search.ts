import { type KeyboardEvent, useState } from "react";

import { useLocale } from "../../texts/use-texts.ts";
import { type Timezone, findTimezones } from "./timezones.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * The state of a list of timezones that a field opens: what was typed, what is found by it, and which
 * of that the arrow keys have come to.
 *
 * @param onChoose called with the name of the one that is chosen
 */
export function useTimezoneSearch(onChoose: (name: string) => void) {
  const locale = useLocale();
  /** Null while the list is closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const isOpen = typed !== null;
  const found = isOpen ? findTimezones(typed, locale) : [];

  function open(text = ""): void {
    setActive(0);
    setTyped(text);
  }

  function close(): void {
    setTyped(null);
  }

  function choose(timezone: Timezone | undefined): void {
    if (timezone !== undefined) onChoose(timezone.name);
    close();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) open();
      else if (found.length > 0) setActive((active + step + found.length) % found.length);
      return;
    }
    if (!isOpen || (event.key !== "Enter" && event.key !== "Escape")) return;
    // The form is not sent, and a dialog around it not closed, by what is done in a list.
    event.preventDefault();
    if (event.key === "Enter") choose(found[active]);
    else close();
  }

  return { typed, isOpen, found, active, open, close, choose, onKeyDown };
}
