import type { Page } from "playwright-core";

import type { Scene } from "./scenes.ts";

const HELD_TIMER_MS_MIN = 1_000;

/**
 * What is seen at a door.
 *
 * @param event the path of its pages
 * @param reservationId one with at least two tickets that nobody has come in with
 */
export function checkInScenes(event: string, reservationId: string): readonly Scene[] {
  const path = `${event}/check-in`;
  const checkTicket = async (page: Page, index: number): Promise<void> => {
    await page.goto(`${event}/reservations/${reservationId}`);
    const code = await page.locator("tbody th .font-mono").nth(index).innerText();
    await page.goto(path);
    await holdTimers(page);
    await check(page, code);
  };
  const scenes: readonly Pick<Scene, "name" | "act" | "problems">[] = [
    { name: "admitted", act: (page) => checkTicket(page, 0) },
    {
      name: "again",
      act: async (page) => {
        await checkTicket(page, 1);
        await checkTicket(page, 1);
      },
    },
    { name: "unknown", act: (page) => check(page, "0000000000000000") },
    {
      name: "no-camera",
      act: async (page) => {
        await page.locator("video + button").click();
        await page.getByRole("alert").waitFor();
      },
    },
    {
      name: "offline",
      act: async (page) => {
        await page.context().setOffline(true);
        await check(page, "0123456789ABCDEF");
      },
      problems: [/ERR_INTERNET_DISCONNECTED/],
    },
  ];
  return scenes.map((scene) => ({
    ...scene,
    path,
    name: `organizer-check-in-${scene.name}`,
    isOrganizers: true,
    isAlsoPolish: true,
  }));
}

async function check(page: Page, code: string): Promise<void> {
  await page.locator("form input").fill(code);
  await page.getByRole("dialog").waitFor();
}

/** What is admitted goes away by itself, and is to be looked at: what is due in a second does not come. */
function holdTimers(page: Page): Promise<void> {
  return page.evaluate((msMin) => {
    const start = globalThis.setTimeout;
    Reflect.set(globalThis, "setTimeout", (run: () => void, ms = 0, ...rest: unknown[]) =>
      ms >= msMin ? 0 : Reflect.apply(start, globalThis, [run, ms, ...rest]),
    );
  }, HELD_TIMER_MS_MIN);
}
