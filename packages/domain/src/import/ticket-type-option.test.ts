import { expect, it } from "vitest";
import { parseTicketTypeOption } from "./ticket-type-option.ts";

it("reads name, cents and capacity, from the right", () => {
  expect(parseTicketTypeOption("Regular:4900:500")).toEqual({
    name: "Regular",
    price: { amount: 4900, currency: "EUR" },
    capacity: 500,
  });
  expect(parseTicketTypeOption("Day 1: Workshop:0:20")).toMatchObject({ name: "Day 1: Workshop" });
});

it.each(["Regular", "Regular:49.00:500", ":4900:500", "Regular:4900:", "Regular:-1:5", "R:1:2:x"])(
  "says how it is written for %j",
  (option) => expect(() => parseTicketTypeOption(option)).toThrow("NAME:CENTS:CAPACITY"),
);

it("names the part that is out of bounds", () => {
  expect(() => parseTicketTypeOption("Regular:4900:999999999")).toThrow(/^capacity: /u);
  expect(() => parseTicketTypeOption("Regular:999999999:5")).toThrow(/^price\.amount: /u);
});
