import { expect, test } from "vitest";
import { hasRightToLeft, isRightToLeft, visualRuns } from "./visual-runs.ts";

const FESTIVAL = "פסטיבל";
const LANTERNS = "הפנסים";

test("several words that are read from right to left stay together, as one part", () => {
  expect(visualRuns(`${FESTIVAL} ${LANTERNS}`, "rtl")).toEqual([`${FESTIVAL} ${LANTERNS}`]);
});

test("what is read from left to right among them keeps its own direction, at its own place", () => {
  expect(visualRuns(`${FESTIVAL} Rock 2026`, "rtl")).toEqual(["Rock 2026", `${FESTIVAL} `]);
  const line = `Name: ${FESTIVAL} ${LANTERNS}.`;
  expect(visualRuns(line, "ltr")).toEqual(["Name: ", `${FESTIVAL} ${LANTERNS}`, "."]);
});

test("brackets around them open on their other side", () => {
  expect(visualRuns(`${FESTIVAL} (${LANTERNS})`, "rtl")).toEqual([`${FESTIVAL} )${LANTERNS}(`]);
});

test("signs without a letter of such a script beside them are turned around here", () => {
  expect(visualRuns(`${FESTIVAL} Rock (!`, "rtl")).toEqual(["!) ", "Rock", `${FESTIVAL} `]);
});

test("a text begins where its first letter does, and each of its lines there too", () => {
  expect(isRightToLeft(`${FESTIVAL} Rock`)).toBe(true);
  expect(isRightToLeft(`Rock ${FESTIVAL}`)).toBe(false);
  expect(visualRuns("Rock 2026 !", "rtl")).toEqual(["! ", "Rock 2026"]);
});

test("only what has such letters is treated so", () => {
  expect(hasRightToLeft("مهرجان")).toBe(true);
  expect(hasRightToLeft("Zażółć 2026")).toBe(false);
});
