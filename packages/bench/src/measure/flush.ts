import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { percentile } from "../figures/percentile.ts";
import { findProgram } from "../lab/find-program.ts";
import { runProgram } from "../lab/run-program.ts";

const PAGE_BYTES = 8_192;
const FILE_PAGES = 64;
const PROBE_FLUSHES_MAX = 2_000;
const PROBE_MS_MAX = 1_500;

/** How long the disk takes to make one page of a log durable. */
export interface FlushTime {
  readonly method: string;
  readonly medianUs: number;
  /** Only of the own probe. */
  readonly p99Us: number | undefined;
  /** The mean that `pg_test_fsync` gives for one page by fdatasync, where it is installed. */
  readonly pgTestFsyncUs: number | undefined;
}

/**
 * Measures the disk under a directory: a page is written and flushed over and over, as PostgreSQL
 * does with its log.
 *
 * @param options.thorough runs `pg_test_fsync` as well, which takes some 15 s.
 */
export async function measureFlush(
  directory: string,
  options: { readonly thorough: boolean; readonly signal: AbortSignal },
): Promise<FlushTime> {
  const path = join(directory, "flush-probe");
  try {
    const us = flushTimes(path);
    const program = options.thorough ? await findProgram("pg_test_fsync") : undefined;
    const pgTestFsyncUs =
      program === undefined
        ? undefined
        : parsePgTestFsync(await runProgram(program, ["-s", "1", "-f", path], options));
    return {
      method: "write and fdatasync of 8 KiB",
      medianUs: percentile(us, 50),
      p99Us: percentile(us, 99),
      pgTestFsyncUs,
    };
  } finally {
    await rm(path, { force: true });
  }
}

/** Synchronous calls: a thread pool's own time would be taken for the disk's. */
function flushTimes(path: string): Float64Array {
  const page = Buffer.alloc(PAGE_BYTES, 1);
  const times: number[] = [];
  const file = openSync(path, "w");
  try {
    // The file has its size before, as a segment of the log has.
    writeSync(file, Buffer.alloc(PAGE_BYTES * FILE_PAGES, 1), 0);
    fsyncSync(file);
    const deadline = performance.now() + PROBE_MS_MAX;
    while (times.length < PROBE_FLUSHES_MAX && performance.now() < deadline) {
      const startedMs = performance.now();
      writeSync(file, page, 0, PAGE_BYTES, (times.length % FILE_PAGES) * PAGE_BYTES);
      fdatasyncSync(file);
      times.push((performance.now() - startedMs) * 1_000);
    }
  } finally {
    closeSync(file);
  }
  return Float64Array.from(times).sort();
}

/** Microseconds for one 8 KiB write by fdatasync, or undefined where the text does not say. */
export function parsePgTestFsync(text: string): number | undefined {
  const match = /^\s*fdatasync\s+[\d.]+ ops\/sec\s+(\d+) usecs\/op/m.exec(text);
  return match === null ? undefined : Number(match[1]);
}
