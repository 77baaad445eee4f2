import cliProgress from "cli-progress";

const LINES_APART_MS = 2_000;

/** Shows how far a long work is, on stderr, so that what a program reads on stdout stays clean. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/**
 * A bar on a terminal; elsewhere a line every 2 s, which leaves quick work silent.
 *
 * @param what is counted, in the plural.
 */
export function showProgress(what: string, total: number): Progress {
  return process.stderr.isTTY ? bar(what, total) : lines(what, total);
}

function bar(what: string, total: number): Progress {
  const shown = new cliProgress.SingleBar(
    {
      format: `{bar} {percentage} % · {value} of {total} ${what} · {eta} s left`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  shown.start(total, 0);
  return { update: (done) => shown.update(done), stop: () => shown.stop() };
}

function lines(what: string, total: number): Progress {
  let nextAt = performance.now() + LINES_APART_MS;
  return {
    update(done) {
      if (performance.now() < nextAt) return;
      nextAt = performance.now() + LINES_APART_MS;
      process.stderr.write(`${done} of ${total} ${what}\n`);
    },
    stop: () => undefined,
  };
}
