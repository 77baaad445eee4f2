import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { encodeQR } from "qr";
import { expect } from "vitest";

import { openBrowser } from "../browser.ts";
import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems, problems } from "../problems.ts";
import { signInOnce } from "../sign-in-once.ts";
import type { Event, Held, Stage } from "../stage.ts";

const PHONE = { width: 360, height: 740 };

test("a ticket is admitted once, then amber, and what is no ticket is red", async ({
  stage,
  openPage,
}) => {
  const { event, codes } = await sold(stage, 2);
  const [code = ""] = codes;
  const page = await openPage(PHONE);
  await openCheckIn(stage, page, event);
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);

  // Of all the tabs of an event, the one that is open is in sight.
  const tab = await page.getByRole("link", { name: "Check-in" }).boundingBox();
  expect((tab?.x ?? 0) + (tab?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);

  // Small letters and spaces; nothing needs to be pressed.
  const field = page.getByLabel("Ticket code");
  await field.pressSequentially(spaced(code.toLowerCase()));
  await result(page, "admitted").getByText("Regular").waitFor();
  await result(page, "admitted").waitFor({ state: "detached" });
  await page.getByText("of 2 tickets").waitFor();
  expect(await page.getByRole("meter", { name: "Admitted" }).getAttribute("aria-valuenow")).toBe(
    "1",
  );
  // Somebody else at the same door, with a copy of it.
  const isEnterIgnored = pressEnterAtOnce(page);
  await field.fill(code);
  await result(page, "already_checked_in").waitFor();
  expect(await isEnterIgnored).toBe(true);

  // At another door, a moment later.
  const other = await openPage(PHONE);
  await openCheckIn(stage, other, event);
  await other.getByLabel("Ticket code").fill(code);
  await result(other, "already_checked_in")
    .getByText(/^Checked in at \d/)
    .waitFor();
  await other.keyboard.press("Escape");
  await result(other, "already_checked_in").waitFor({ state: "detached" });

  await other.getByLabel("Ticket code").fill("0000000000000000");
  await result(other, "unknown").getByText("This code is no ticket of this event.").waitFor();
  // A hand-held scanner does not wait until somebody has pressed a button.
  await other.keyboard.type(codes[1] ?? "");
  await result(other, "admitted").waitFor();
  expect(await stage.organizer.statistics.checkIns.query({ eventId: event.id })).toEqual({
    issued: 2,
    checkedIn: 2,
  });
  expect(await other.getByRole("listitem").filter({ hasText: code }).count()).toBe(1);
});

test("a refunded ticket is red and says why, and the same code is not sent twice", async ({
  stage,
  openPage,
}) => {
  const { event, codes, held } = await sold(stage, 1);
  const [code = ""] = codes;
  await stage.refund(held);
  const page = await openPage({ ...PHONE, theme: "dark" });
  await openCheckIn(stage, page, event);
  let calls = 0;
  page.on("request", (request) => {
    if (request.url().includes("/organizer.checkIn")) calls += 1;
  });
  const field = page.getByLabel("Ticket code");
  await field.fill(code);
  await result(page, "refunded").getByText("This ticket was refunded.").waitFor();
  await page.getByRole("button", { name: "Next ticket" }).click();
  await field.fill(code);
  await result(page, "refunded").waitFor();
  expect(calls).toBe(1);
});

test("without a camera or a connection the page says so, and codes can be typed", async ({
  stage,
}) => {
  const { event, codes } = await sold(stage, 1);
  await using browser = await openBrowser({ hasCamera: true });
  const page = await browser.newPage(stage.url, PHONE);
  await openCheckIn(stage, page, event);
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await page.getByRole("alert").getByText("The camera is not allowed").waitFor();
  allowProblems(page, /ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await page.getByLabel("Ticket code").fill(codes[0] ?? "");
  await result(page, "offline").getByText("nobody was checked in").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
  await result(page, "admitted").waitFor();
  expect(problems(page)).toEqual([]);
});

test("the camera reads a ticket, admits it once, and goes out when the page is left", async ({
  stage,
}) => {
  const { event, codes } = await sold(stage, 1);
  await using film = await filmOf(codes[0] ?? "");
  await using browser = await openBrowser({
    hasCamera: true,
    args: [`--use-file-for-fake-video-capture=${film.path}`],
  });
  const page = await browser.newPage(stage.url, { ...PHONE, permissions: ["camera"] });
  await openCheckIn(stage, page, event);
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await result(page, "admitted").waitFor();
  await result(page, "admitted").waitFor({ state: "detached" });
  await page.getByText("Hold the code into the frame.").waitFor();
  const track = await page.evaluateHandle(() => {
    const source = document.querySelector("video")?.srcObject;
    return source instanceof MediaStream ? source.getVideoTracks()[0] : undefined;
  });
  expect(await track.evaluate((live) => live?.readyState)).toBe("live");
  // It is still before the camera, and is not checked a second time.
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.getByRole("link", { name: "Dashboard" }).click();
  await page.getByRole("heading", { level: 1, name: event.name }).waitFor();
  expect(await track.evaluate((live) => live?.readyState)).toBe("ended");
  expect(await stage.organizer.statistics.checkIns.query({ eventId: event.id })).toMatchObject({
    checkedIn: 1,
  });
  expect(problems(page)).toEqual([]);
});

test("a device that reads codes by itself is used for it, and its light can be turned on", async ({
  stage,
}) => {
  const { event, codes } = await sold(stage, 1);
  await using browser = await openBrowser({ hasCamera: true });
  const page = await browser.newPage(stage.url, { ...PHONE, permissions: ["camera"] });
  const scripts: string[] = [];
  page.on("request", (request) => scripts.push(request.url()));
  await page.addInitScript((code) => {
    class StandIn {
      static getSupportedFormats(): Promise<string[]> {
        return Promise.resolve(["ean_13", "qr_code"]);
      }
      readonly #formats: readonly string[];
      constructor({ formats }: { readonly formats: readonly string[] }) {
        this.#formats = formats;
      }
      detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> {
        const sees = source.videoWidth > 0 && this.#formats.includes("qr_code");
        return Promise.resolve(sees ? [{ rawValue: code }] : []);
      }
    }
    Reflect.set(globalThis, "BarcodeDetector", StandIn);
    const { prototype } = MediaStreamTrack;
    Reflect.set(prototype, "getCapabilities", () => ({ torch: true }));
    Reflect.set(prototype, "applyConstraints", (wanted: unknown) => {
      Reflect.set(globalThis, "torch", JSON.stringify(wanted));
      return Promise.resolve();
    });
  }, codes[0] ?? "");
  await openCheckIn(stage, page, event);
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await result(page, "admitted").waitFor();
  await result(page, "admitted").waitFor({ state: "detached" });
  expect(scripts.filter((url) => url.includes("own-reader"))).toEqual([]);

  const light = page.getByRole("button", { name: "Light" });
  await light.click();
  await expect.poll(() => light.getAttribute("aria-pressed")).toBe("true");
  expect(await page.evaluate(() => Reflect.get(globalThis, "torch"))).toBe(
    '{"advanced":[{"torch":true}]}',
  );
  expect(problems(page)).toEqual([]);
});

async function sold(
  stage: Stage,
  quantity: number,
): Promise<{ event: Event; codes: string[]; held: Held }> {
  const event = await stage.publish();
  const held = await stage.reserve(event, { Regular: quantity });
  const { tickets } = await stage.pay(held);
  return { event, held, codes: tickets.map(({ code }) => code) };
}

async function openCheckIn(stage: Stage, page: Page, event: Event): Promise<void> {
  await signInOnce(stage, page);
  await page.goto(`/organizer/events/${event.id}/check-in`);
  await page.getByRole("heading", { level: 1, name: "Check-in" }).waitFor();
}

function result(page: Page, outcome: string) {
  return page.locator(`dialog[data-outcome=${outcome}]`);
}

function spaced(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

const FILM = { width: 640, height: 480, frames: 4, modulePx: 10 };
const WHITE = 235;
const BLACK = 16;
const GREY = 128;

/** A film of a ticket's code that is held still, as Chromium's camera plays it over and over. */
async function filmOf(code: string): Promise<AsyncDisposable & { readonly path: string }> {
  const directory = await mkdtemp(join(tmpdir(), "stampede-film-"));
  const path = join(directory, "ticket.y4m");
  const { width, height, frames } = FILM;
  const frame = Buffer.concat([
    Buffer.from("FRAME\n"),
    drawn(code),
    Buffer.alloc((width * height) / 2, GREY),
  ]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const copies = Array.from({ length: frames }, () => frame);
  await writeFile(path, Buffer.concat([header, ...copies]));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** The brightness of each pixel of a picture with a code in its middle. */
function drawn(code: string): Buffer {
  const { width, height, modulePx } = FILM;
  const modules = encodeQR(code, "raw", { ecc: "medium", border: 4 });
  const left = Math.floor((width - modules.length * modulePx) / 2);
  const top = Math.floor((height - modules.length * modulePx) / 2);
  const picture = Buffer.alloc(width * height, WHITE);
  for (let y = 0; y < height; y++) {
    const row = modules[Math.floor((y - top) / modulePx)];
    for (let x = 0; x < width; x++) {
      if (row?.[Math.floor((x - left) / modulePx)] === true) picture[y * width + x] = BLACK;
    }
  }
  return picture;
}

/** A scanner's Enter, in the very moment in which the next result opens; whether it does nothing. */
function pressEnterAtOnce(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        new MutationObserver((_, observer) => {
          const opened = document.querySelector("dialog[open]");
          if (opened === null) return;
          observer.disconnect();
          const enter = new KeyboardEvent("keydown", {
            key: "Enter",
            bubbles: true,
            cancelable: true,
          });
          (document.activeElement ?? opened).dispatchEvent(enter);
          resolve(enter.defaultPrevented);
        }).observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
  );
}
