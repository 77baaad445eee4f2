import { expect, test } from "vitest";
import { hasRightToLeft, visualLine } from "./visual-runs.ts";

const FESTIVAL = "פסטיבל";
const LANTERNS = "הפנסים";

test("several words that are read from right to left stay together, as one part", () => {
  expect(visualLine(`${FESTIVAL} ${LANTERNS}`)).toEqual({
    runs: [`${FESTIVAL} ${LANTERNS}`],
    isRightToLeft: true,
  });
});

test("what is read from left to right among them keeps its own direction, at its own place", () => {
  expect(visualLine(`${FESTIVAL} Rock 2026`)).toEqual({
    runs: ["Rock 2026", `${FESTIVAL} `],
    isRightToLeft: true,
  });
  expect(visualLine(`Name: ${FESTIVAL} ${LANTERNS}.`)).toEqual({
    runs: ["Name: ", `${FESTIVAL} ${LANTERNS}`, "."],
    isRightToLeft: false,
  });
});

test("brackets around them open on their other side", () => {
  expect(visualLine(`${FESTIVAL} (${LANTERNS})`).runs).toEqual([`${FESTIVAL} )${LANTERNS}(`]);
});

test("only what has such letters is treated so", () => {
  expect(hasRightToLeft("مهرجان")).toBe(true);
  expect(hasRightToLeft("Zażółć 2026")).toBe(false);
});
