import type { Page } from "playwright-core";
import { expect } from "vitest";

import { expectAccessible } from "../accessible.ts";
import { test } from "../fixtures.ts";
import { layoutShift } from "../layout-shift.ts";
import { allowProblems } from "../problems.ts";
import { newSignIn, organizerSignIn, type SignIn } from "../sign-in.ts";

/** As many wrong passwords in a row lock an address. */
const FAILURES_MAX = 10;
const REFUSED = "The e-mail address or the password is wrong.";

const pathOf = (page: Page): string => new URL(page.url()).pathname;

async function enter(page: Page, { email, password }: SignIn): Promise<void> {
  // A server with much to do asks for patience, which the page has.
  allowProblems(page, /reply: 503 POST \/api\/auth\/sign-in\/email/);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("what was asked for comes after the sign-in, by keyboard alone", async ({
  stage,
  openPage,
}) => {
  const { email, password } = await organizerSignIn(stage);
  const page = await openPage({ width: 390, height: 844 });
  await page.goto("/organizer/events?status=draft");
  await page.waitForURL("**/organizer/sign-in?next=*");
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  expect(await layoutShift(page)).toEqual({ score: 0, moved: [] });

  await page.getByLabel("E-mail address").focus();
  await page.keyboard.press("Enter");
  const problem = "Enter an e-mail address, such as ada@example.com.";
  await page.getByText(problem).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("email");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/organizer/events?status=draft");
  await page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
});

test("a wrong password and an unknown address are refused alike, and `next` leads to no other site", async ({
  stage,
  openPage,
}) => {
  const known = await organizerSignIn(stage);
  const page = await openPage();
  allowProblems(page, /reply: 401 POST \/api\/auth\/sign-in\/email/);
  // Wherever it is said to lead on to, that is a page of this site.
  await page.goto("/organizer/sign-in?next=%2F%2Felsewhere.example%2F");
  await enter(page, { ...known, password: "not the password" });
  await page.getByRole("alert").filter({ hasText: REFUSED }).waitFor();
  const told = await page.getByRole("alert").innerText();
  await page.reload();
  await enter(page, { email: "nobody@stampede.example", password: "not the password" });
  await page.getByRole("alert").filter({ hasText: REFUSED }).waitFor();
  expect(await page.getByRole("alert").innerText()).toBe(told);
  await expectAccessible(page);
  await enter(page, known);
  await page.waitForURL(`${stage.url}/organizer`);
  for (const next of ["https://elsewhere.example/", "/\\elsewhere.example"]) {
    await page.goto(`/organizer/sign-in?next=${encodeURIComponent(next)}`);
    await page.waitForURL(`${stage.url}/organizer`);
  }
});

test("after ten wrong passwords the page says until when it is locked, whoever it is", async ({
  stage,
  openPage,
}) => {
  const known = await newSignIn(stage, "locked@stampede.example");
  const page = await openPage();
  allowProblems(page, /reply: 4(?:01|29) POST \/api\/auth\/sign-in\/email/);
  const told: string[] = [];
  for (const signIn of [known, { email: "nobody.too@stampede.example", password: "x" }]) {
    for (let failure = 1; failure < FAILURES_MAX; failure++) {
      await page.request.post(`${stage.url}/api/auth/sign-in/email`, {
        data: { email: signIn.email, password: "not the password" },
        headers: { origin: stage.url },
      });
    }
    await page.goto("/organizer/sign-in");
    await enter(page, { ...signIn, password: "not the password" });
    await page.getByRole("alert").filter({ hasText: REFUSED }).waitFor();
    await enter(page, signIn);
    await page.getByRole("alert").filter({ hasText: "Too many attempts" }).waitFor();
    told.push(await page.getByRole("alert").innerText());
  }
  expect(told[0]).toMatch(/try again at \d\d:\d\d/);
  const withoutTime = told.map((text) => text.replace(/\d\d:\d\d/, ""));
  expect(withoutTime[0]).toBe(withoutTime[1]);
});

test("who is signed in already is not asked again, and can sign out, in Polish", async ({
  stage,
  openPage,
}) => {
  const known = await organizerSignIn(stage);
  const page = await openPage({ locale: "pl" });
  allowProblems(page, /reply: 401 POST \/api\/auth\/sign-in\/email/);
  await page.goto("/organizer/sign-in");
  await page.getByRole("heading", { name: "Zaloguj się" }).waitFor();
  await page.getByLabel("Adres e-mail").fill(known.email);
  await page.getByLabel("Hasło", { exact: true }).fill("nie to hasło");
  await page.getByRole("button", { name: "Zaloguj się" }).click();
  await page.getByText("Adres e-mail lub hasło są nieprawidłowe.").waitFor();
  await page.getByLabel("Hasło", { exact: true }).fill(known.password);
  await page.getByRole("button", { name: "Zaloguj się" }).click();
  await page.waitForURL("**/organizer");
  await page.goto("/organizer/sign-in?next=%2Forganizer%2Faccount");
  await page.getByRole("button", { name: "Wyloguj się" }).click();
  await page.waitForURL("**/organizer/sign-in");
  await page.goto("/organizer/account");
  await page.getByRole("heading", { name: "Zaloguj się" }).waitFor();
  expect(pathOf(page)).toBe("/organizer/sign-in");
});
