import { findChromium } from "@stampede/testing/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { ensureSiteBuilt } from "../../../../scripts/build-site.ts";
import type { BenchEvent } from "../lab/bench-database.ts";
import type { Stage } from "../lab/stage.ts";

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
const WAIT_MS_MAX = 20_000;
const CAPACITY = 10_000;
/** A phone, as most buyers in a queue hold. */
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

/** An event's page on a server of its own, and a browser to open it with. */
export interface EventPages extends AsyncDisposable {
  readonly event: BenchEvent;
  readonly capacity: number;
  readonly port: number;
  readonly url: string;
  /** Opens a page in a profile of its own, with nothing cached, before it is sent anywhere. */
  open(options?: { readonly cpuSlowdown?: number }): Promise<Page>;
}

/**
 * Builds the site where it is not the sources', serves it, and starts a Chromium.
 *
 * @returns undefined where this machine has none.
 */
export async function openEventPages(stage: Stage): Promise<EventPages | undefined> {
  const executablePath = await findChromium();
  if (executablePath === null) return undefined;
  await ensureSiteBuilt({ signal: stage.signal });
  const database = await stage.database();
  const event = await database.createEvent({ ticketTypes: 3, capacity: CAPACITY });
  const { port } = await stage.api(database);
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  return {
    event,
    capacity: CAPACITY,
    port,
    url: `http://127.0.0.1:${port}/events/${event.id}`,
    open: ({ cpuSlowdown = 1 } = {}) => openPage(browser, cpuSlowdown),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openPage(browser: Browser, cpuSlowdown: number): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, locale: "en-GB" });
  context.setDefaultTimeout(WAIT_MS_MAX);
  const page = await context.newPage();
  if (cpuSlowdown > 1) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
  }
  return page;
}
