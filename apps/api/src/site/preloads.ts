import { z } from "zod";
import type { Page } from "./page-of.ts";
import type { Locale } from "./texts.ts";

/** What Vite tells of a module that it built. */
const manifestShape = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.string().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
const ENTRY = "index.html";

/**
 * The modules of `apps/web` that a page asks for once it runs, by their paths, or by the names that
 * its build gives to chunks of several; LOCALE stands for the page's language.
 */
const MODULES: Readonly<Record<Page["kind"], readonly string[]>> = {
  home: [
    "src/routes/index.tsx?tsr-split=component---errorComponent---loader---pendingComponent",
    "src/texts/LOCALE/common.ts",
    "src/texts/LOCALE/events.ts",
    "src/texts/LOCALE/event-list.ts",
  ],
  event: ["buying", "src/texts/LOCALE/common.ts", "src/texts/LOCALE/events.ts"],
  organizer: ["src/texts/LOCALE/common.ts"],
  reservation: [
    "src/features/reservation/load-reservation.ts",
    "src/routes/reservations.$reservationId.tsx?tsr-split=component---pendingComponent",
    "src/texts/LOCALE/common.ts",
    "src/texts/LOCALE/reservation.ts",
    "src/texts/LOCALE/tickets.ts",
  ],
  missing: ["src/texts/LOCALE/common.ts"],
};

/** The files that a page will ask for, so that the browser fetches them all at once. */
export type Preloads = (kind: Page["kind"], locale: Locale) => string;

/**
 * Reads the build's manifest. A module that it does not know is fetched when it is asked for, as all
 * are without a manifest.
 *
 * @param json the manifest, or undefined where there is none
 * @returns what puts together the elements for a page's head
 */
export function createPreloads(json: string | undefined): Preloads {
  const parsed = manifestShape.safeParse(json === undefined ? {} : JSON.parse(json));
  const manifest = new Map(Object.entries(parsed.data ?? {}));
  const reach = (names: readonly string[], found: Set<string>): Set<string> => {
    for (const name of names) {
      if (found.has(name)) continue;
      found.add(name);
      reach(manifest.get(name)?.imports ?? [], found);
    }
    return found;
  };
  const keyOf = new Map([...manifest].map(([key, { name }]) => [name, key]));
  const inShell = reach([ENTRY], new Set());
  return (kind, locale) => {
    const names = MODULES[kind]
      .map((name) => name.replace("LOCALE", locale))
      .map((name) => (manifest.has(name) ? name : (keyOf.get(name) ?? name)));
    const wanted = [...reach(names, new Set())].filter((name) => !inShell.has(name));
    const built = wanted.flatMap((name) => manifest.get(name) ?? []);
    const links = [
      ...built.map(({ file }) => `<link rel="modulepreload" crossorigin href="/${file}" />`),
      ...built
        .flatMap(({ css }) => css)
        .map((file) => `<link rel="preload" as="style" crossorigin href="/${file}" />`),
    ];
    return [...new Set(links)].join("");
  };
}
