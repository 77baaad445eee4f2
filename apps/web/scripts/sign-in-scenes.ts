import type { Page } from "playwright-core";

import type { Scene } from "./scenes.ts";

const SIGN_IN = "/organizer/sign-in";
const LOCKED_SECONDS = "840";
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/**
 * Signing in, and an account. What the server would say is given here where it would change the
 * sign-in that all other pictures share.
 */
export function signInScenes(): readonly Scene[] {
  const scenes: readonly Scene[] = [
    { name: "sign-in", path: SIGN_IN },
    {
      name: "sign-in-missing",
      path: SIGN_IN,
      act: (page) => page.locator("button[type=submit]").click(),
    },
    { name: "sign-in-locked", path: SIGN_IN, act: locked, problems: [/reply: 429 POST/] },
    { name: "sign-in-code", path: SIGN_IN, act: codeAsked },
    { name: "account-enrol", path: "/organizer/account", isOrganizers: true, act: enrol },
  ];
  return scenes.map((scene) => ({
    ...scene,
    name: `organizer-${scene.name}`,
    isAlsoPolish: true,
  }));
}

async function enter(page: Page): Promise<void> {
  await page.locator("[name=email]").fill("organizer@stampede.example");
  await page.locator("[name=password]").fill("four calm paper boats");
  await page.locator("button[type=submit]").click();
}

async function locked(page: Page): Promise<void> {
  await page.route("**/api/auth/sign-in/email", (route) =>
    route.fulfill({
      status: 429,
      headers: { "retry-after": LOCKED_SECONDS },
      json: { error: { data: { reason: "RATE_LIMITED" } } },
    }),
  );
  await enter(page);
  await page.getByRole("alert").waitFor();
}

async function codeAsked(page: Page): Promise<void> {
  await page.route("**/api/auth/sign-in/email", (route) =>
    route.fulfill({ json: { twoFactorRedirect: true } }),
  );
  await enter(page);
  await page.locator("[name=code]").waitFor();
}

async function enrol(page: Page): Promise<void> {
  await page.route("**/api/auth/two-factor/enable", (route) =>
    route.fulfill({
      json: {
        totpURI: `otpauth://totp/Stampede:organizer%40stampede.example?secret=${SECRET}&issuer=Stampede&digits=6&period=30`,
        backupCodes: [],
      },
    }),
  );
  await page.getByRole("button", { name: /^(Turn on|Włącz)/ }).click();
  await page.getByRole("dialog").locator("[name=password]").fill("four calm paper boats");
  await page.keyboard.press("Enter");
  await page.locator("[name=code]").waitFor();
  await page.getByRole("img", { name: /QR/ }).waitFor();
}
