import { expect, it } from "vitest";
import { parsePgTestFsync } from "./flush.ts";

const OUTPUT = `1 second per test
Compare file sync methods using one 8kB write:
        open_datasync                      2211.401 ops/sec     452 usecs/op
        fdatasync                          2132.011 ops/sec     469 usecs/op
        fsync_writethrough                              n/a
Compare file sync methods using two 8kB writes:
        fdatasync                          1800.000 ops/sec     555 usecs/op
`;

it("takes the flush time of one page from what pg_test_fsync prints", () => {
  expect(parsePgTestFsync(OUTPUT)).toBe(469);
  expect(parsePgTestFsync("fdatasync n/a")).toBeUndefined();
});
