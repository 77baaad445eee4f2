import { SunMoon } from "lucide-react";
import { type ReactNode, useState } from "react";

import { useTexts } from "../texts/use-texts.ts";
import { THEMES, chooseTheme, currentTheme } from "../theme.ts";
import { CompactSelect } from "./CompactSelect.tsx";

/** Chooses light, dark, or as the device has it. */
export function ThemeSwitch(): ReactNode {
  const { theme, themes } = useTexts("common");
  const [chosen, setChosen] = useState(currentTheme);
  return (
    <CompactSelect
      label={theme}
      icon={<SunMoon aria-hidden="true" className="size-5" />}
      value={chosen}
      choices={THEMES.map((value) => ({ value, label: themes[value] }))}
      onChoose={(value) => {
        setChosen(value);
        chooseTheme(value);
      }}
    />
  );
}
