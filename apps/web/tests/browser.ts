import { findChromium } from "@stampede/testing/chromium";
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";

import { collectProblems } from "./problems.ts";
import { observeLayoutShift } from "./layout-shift.ts";

/** Nothing may go to the network but what a page asks for. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page of another site would be given a process of its own.
  "--disable-site-isolation-trials",
  // Each tab's first page would be given a process beside the one that the tab began with.
  "--renderer-process-limit=1",
  // Containers give /dev/shm 64 MB, which one large page fills.
  "--disable-dev-shm-usage",
  // A camera that shows a test picture, for the check-in.
  "--use-fake-device-for-media-stream",
];
const LAUNCH_MS_MAX = 30_000;
/** A machine with two cores may run two browsers, two servers and a build. */
const ACTION_MS_MAX = 20_000;

const PHONE_WIDTH_MAX = 600;

const LOCALES = { en: "en-GB", pl: "pl-PL" } as const;

/** Whose eyes a page is seen with. */
export interface Viewer {
  /** CSS pixels; 1280 × 800 unless they are given. */
  readonly width?: number;
  readonly height?: number;
  /** What the system prefers, which pages follow until the viewer says otherwise; light by default. */
  readonly theme?: "light" | "dark";
  /** What the browser asks for with Accept-Language; English by default. */
  readonly locale?: keyof typeof LOCALES;
  /** IANA name; Europe/Warsaw by default. */
  readonly timezone?: string;
  readonly reducedMotion?: boolean;
  /** Whether it is a phone, with touch and no scroll bars; below 600 pixels unless it is said. */
  readonly isPhone?: boolean;
  /** Whether pages may run scripts; they may unless it is said. */
  readonly hasScripts?: boolean;
  /** What the page may use without asking, such as `camera`. */
  readonly permissions?: readonly string[];
}

/** A Chromium. */
export interface Browser extends AsyncDisposable {
  /**
   * Opens a page in a profile of its own: another viewer, who shares no cookie with any other.
   * `page.context().newPage()` opens a second tab of the same viewer.
   *
   * @param origin what addresses without one mean, and whose problems are collected.
   */
  newPage(origin: string, viewer?: Viewer): Promise<Page>;
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** Arguments of Chromium's beside the usual ones, such as a film for its camera. */
  readonly args?: readonly string[];
  /** Whether it shows the pages a camera, which not every Chromium does. */
  readonly hasCamera?: boolean;
}

/**
 * Starts a Chromium without a window.
 *
 * @throws {Error} when there is none on this machine.
 */
export async function openBrowser({
  args = [],
  hasCamera = false,
}: BrowserOptions = {}): Promise<Browser> {
  const executablePath = await findChromium({ isWhole: hasCamera });
  if (executablePath === null) {
    throw new Error("no Chromium: put chromium on the PATH, or set CHROMIUM_PATH");
  }
  const browser = await chromium.launch({
    executablePath,
    args: [...ARGUMENTS, ...args],
    timeout: LAUNCH_MS_MAX,
  });
  const close = (): Promise<void> => browser.close();
  return {
    close,
    [Symbol.asyncDispose]: close,
    async newPage(origin, viewer = {}) {
      const context = await browser.newContext(contextOptions(origin, viewer));
      await prepare(context, origin);
      return context.newPage();
    },
  };
}

function contextOptions(baseURL: string, viewer: Viewer): BrowserContextOptions {
  const { width = 1_280, height = 800, theme = "light", locale = "en" } = viewer;
  const { isPhone = width < PHONE_WIDTH_MAX } = viewer;
  return {
    baseURL,
    viewport: { width, height },
    colorScheme: theme,
    locale: LOCALES[locale],
    timezoneId: viewer.timezone ?? "Europe/Warsaw",
    reducedMotion: viewer.reducedMotion === true ? "reduce" : "no-preference",
    javaScriptEnabled: viewer.hasScripts ?? true,
    hasTouch: isPhone,
    isMobile: isPhone,
    permissions: [...(viewer.permissions ?? [])],
  };
}

async function prepare(context: BrowserContext, origin: string): Promise<void> {
  context.setDefaultTimeout(ACTION_MS_MAX);
  await collectProblems(context, origin);
  await observeLayoutShift(context);
}
