import { Languages } from "lucide-react";
import type { ReactNode } from "react";

import { changeLocale } from "../texts/load-texts.ts";
import { LOCALES, type Locale } from "../texts/locale.ts";
import { useLocale, useTexts } from "../texts/use-texts.ts";
import { CompactSelect } from "./CompactSelect.tsx";

// Each in itself, for who cannot read the one in use.
const NAMES: Record<Locale, string> = { en: "English", pl: "Polski" };

/** Chooses the language of the pages. */
export function LanguageSwitch(): ReactNode {
  const { language } = useTexts("common");
  return (
    <CompactSelect
      label={language}
      icon={<Languages aria-hidden="true" className="size-5" />}
      value={useLocale()}
      choices={LOCALES.map((locale) => ({ value: locale, label: NAMES[locale] }))}
      onChoose={(locale) => void changeLocale(locale)}
    />
  );
}
