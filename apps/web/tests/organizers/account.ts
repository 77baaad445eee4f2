import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { test } from "../fixtures.ts";
import { allowProblems } from "../problems.ts";
import { newSignIn, type SignIn } from "../sign-in.ts";

async function enter(page: Page, { email, password }: SignIn): Promise<void> {
  await page.goto("/organizer/sign-in?next=%2Forganizer%2Faccount");
  // A server with much to do asks for patience, which the page has.
  allowProblems(page, /reply: 503 POST \/api\/auth\/sign-in\/email/);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function openAccount(page: Page, signIn: SignIn): Promise<void> {
  await enter(page, signIn);
  await page.getByRole("heading", { name: "Account", level: 1 }).waitFor();
}

async function confirmPassword(page: Page, { password }: SignIn, action: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: action }).click();
}

const codeNow = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate();

test("a second step is turned on, asked for, replaced by a backup code, and turned off", async ({
  stage,
  openPage,
}) => {
  const own = await newSignIn(stage, "second-step@stampede.example");
  const page = await openPage();
  allowProblems(page, /reply: 403 POST \/api\/auth\/two-factor/);
  await openAccount(page, own);
  const section = page.getByRole("region", { name: "Second step" });
  await section.getByRole("button", { name: "Turn on" }).click();
  await confirmPassword(page, { ...own, password: "not the password" }, "Continue");
  await page.getByRole("dialog").getByText("The password is wrong.").waitFor();
  await confirmPassword(page, own, "Continue");
  const qr = section.getByRole("img", { name: "QR code for your authenticator app" });
  await qr.waitFor();
  // Whatever the theme, or no camera reads it.
  await page.emulateMedia({ colorScheme: "dark" });
  const ground = qr.evaluate(({ parentElement }) =>
    parentElement === null ? "" : getComputedStyle(parentElement).backgroundColor,
  );
  expect(await ground).toBe("rgb(255, 255, 255)");
  const secret = await section.locator("code").innerText();
  await section.getByLabel("Code that the app shows").fill(codeNow(secret));
  await page.keyboard.press("Enter");
  await section.getByRole("heading", { name: "Keep these backup codes" }).waitFor();
  const codes = await section.getByRole("listitem").allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  const download = page.waitForEvent("download");
  await section.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("stampede-backup-codes.txt");
  await section.getByRole("button", { name: "I have kept them" }).click();
  await expect.poll(() => section.getByText("On", { exact: true }).count()).toBe(1);

  const other = await openPage({ width: 390, height: 844 });
  allowProblems(other, /reply: 403 POST \/api\/auth\/two-factor/);
  await enter(other, own);
  await other.getByRole("heading", { name: "Second step" }).waitFor();
  await other.getByLabel("6-digit code").fill(codeNow(secret) === "000000" ? "111111" : "000000");
  await other.keyboard.press("Enter");
  await other.getByText("The code is wrong").waitFor();
  await other.getByLabel("6-digit code").fill(codeNow(secret));
  await other.keyboard.press("Enter");
  await other.getByRole("heading", { name: "Account", level: 1 }).waitFor();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL("**/organizer/sign-in");
  await enter(other, own);
  await other.getByRole("button", { name: "Use a backup code" }).click();
  await other.getByLabel("Backup code").fill(codes[0] ?? "");
  await other.keyboard.press("Enter");
  await other.getByRole("heading", { name: "Account", level: 1 }).waitFor();

  await section.getByRole("button", { name: "Turn off" }).click();
  await confirmPassword(page, own, "Turn off");
  await section.getByRole("button", { name: "Turn on" }).waitFor();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL("**/organizer/sign-in");
  await openAccount(other, own);
});

test("sessions are listed and ended: one by one, or all others by a new password", async ({
  stage,
  openPage,
}) => {
  const own = await newSignIn(stage, "sessions@stampede.example");
  const page = await openPage();
  const lost = await openPage({ width: 390, height: 844 });
  allowProblems(lost, /reply: 401 /, /console: StampedeError/);
  allowProblems(page, /reply: 403 POST \/api\/auth\/change-password/);
  await openAccount(lost, own);
  await openAccount(page, own);
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await sessions.getByText("This browser").waitFor();
  // One more for each sign-in whose answer was too late, which the page repeated.
  const others = sessions.getByRole("button", { name: /^End the session:/ });
  const count = await others.count();
  expect(count).toBeGreaterThan(0);
  expect(await sessions.getByRole("listitem").count()).toBe(count + 1);
  for (let left = count; left > 0; left--) {
    await others.first().click();
    await expect.poll(() => others.count()).toBe(left - 1);
  }
  expect(await sessions.getByRole("listitem").count()).toBe(1);
  await expectSignedOut(lost);
  await lost.getByLabel("E-mail address").fill(own.email);
  await lost.getByLabel("Password", { exact: true }).fill(own.password);
  await lost.keyboard.press("Enter");
  await lost.waitForURL("**/organizer/events");
  await lost.getByRole("heading", { name: "Events", level: 1 }).waitFor();

  const next = { ...own, password: "four calm paper boats" };
  const section = page.getByRole("region", { name: "Password" });
  const change = async (current: string): Promise<void> => {
    await section.getByLabel("Current password").fill(current);
    await section.getByLabel("New password").fill(next.password);
    await section.getByRole("button", { name: "Change password" }).click();
  };
  await section.getByLabel("New password").fill("short");
  await section.getByRole("button", { name: "Change password" }).click();
  await section.getByText("Use 10 to 128 characters.").waitFor();
  await change("not the password");
  await section.getByText("The password is wrong.").waitFor();
  await change(own.password);
  await section.getByText("Your password is changed.").waitFor();
  await lost.getByRole("link", { name: "Account" }).click();
  await lost.waitForURL("**/organizer/sign-in?next=*");
  await openAccount(lost, next);
});

/** The next step that is taken leads to the sign-in, which leads on. */
async function expectSignedOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Events" }).last().click();
  await page.waitForURL("**/organizer/sign-in?next=%2Forganizer%2Fevents");
}
