import { expect, test } from "vitest";

import { findTimezones } from "./timezones.ts";

const namesOf = (search: string, locale: "en" | "pl" = "en"): readonly string[] =>
  findTimezones(search, locale).map(({ name }) => name);

test("a timezone is found by its city, whatever the marks and the case", () => {
  expect(namesOf("new york")[0]).toBe("America/New_York");
  expect(namesOf("SÃO")).toContain("America/Sao_Paulo");
});

test("a timezone is found by the country that has it, in English and in one's own language", () => {
  expect(namesOf("poland")).toEqual(["Europe/Warsaw"]);
  expect(namesOf("japonia", "pl")).toEqual(["Asia/Tokyo"]);
  expect(namesOf("Japan", "pl")).toEqual(["Asia/Tokyo"]);
  expect(namesOf("portugal azores")).toEqual(["Atlantic/Azores"]);
});

test("a timezone is found by how far its clocks are from UTC", () => {
  expect(namesOf("UTC+5:45")).toHaveLength(1);
  expect(namesOf("+9")).toContain("Asia/Tokyo");
  expect(namesOf("gmt -03:00")).toContain("America/Sao_Paulo");
  expect(namesOf("utc+0")).toContain("UTC");
});

test("what is no timezone finds none", () => {
  expect(namesOf("atlantis")).toEqual([]);
  expect(namesOf("+25")).toEqual([]);
});
