import { expect, test } from "vitest";

import { deviceOf } from "./device-name.ts";

test("a device is named by its browser and its system", () => {
  const of = (agent: string | null) => Object.values(deviceOf(agent));
  expect(
    of(
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    ),
  ).toEqual(["Chrome", "Linux", false]);
  expect(
    of(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    ),
  ).toEqual(["Safari", "iPhone", true]);
  expect(of("Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0")).toEqual([
    "Firefox",
    "Android",
    true,
  ]);
  expect(
    of(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
    ),
  ).toEqual(["Edge", "Windows", false]);
});

test("what is not known stays unknown", () => {
  expect(deviceOf("curl/8.5.0")).toEqual({ browser: null, system: null, isPhone: false });
  expect(deviceOf(null)).toEqual({ browser: null, system: null, isPhone: false });
});
