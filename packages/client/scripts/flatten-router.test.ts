import { expect, test } from "vitest";

import { flattenRouter } from "./flatten-router.ts";

const DECLARATION = `export declare const appRouter: Router<{
    ctx: import("./context.ts").RouterContext;
    errorShape: {
        data: { reason: "A" };
    };
    get: {
            errorShape: {
                data: { reason: "A" };
            };
    };
}>;`;

test("takes the server's context away and writes the shape of errors once", () => {
  expect(flattenRouter(DECLARATION)).toBe(`interface ErrorShape {
data: { reason: "A" };
}
export declare const appRouter: Router<{
ctx: object;
errorShape: ErrorShape;
get: {
errorShape: ErrorShape;
};
}>;`);
});

test("refuses a declaration that needs another file of the server", () => {
  const leaking = DECLARATION.replace("get: {", 'get: { input: import("./organizer/own.ts").Own;');
  expect(() => flattenRouter(leaking)).toThrow("./organizer/own.ts");
});

test("refuses a declaration without errors", () => {
  expect(() => flattenRouter("export {};")).toThrow("no shape of errors");
});
