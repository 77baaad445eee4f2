import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { startApp } from "./start-app.ts";

const FOUND_MS_MAX = 40_000;
const TEST_TIMEOUT_MS = 90_000;

test(
  "of several processes on one port, one that hangs is replaced, and those that are busy are not",
  async () => {
    await using database = await createTestDatabase();
    await using app = await startApp(database.url, { WEB_CONCURRENCY: "2" });
    const listening = () =>
      [...app.output().matchAll(/"pid":(\d+).*"msg":"listening"/g)].map(([, pid]) => Number(pid));
    await waitFor(() => listening().length === 2, { describe: () => app.output() });
    const [frozen = 0, other = 0] = listening();
    process.kill(frozen, "SIGSTOP");
    await waitFor(() => listening().length === 3, {
      timeoutMs: FOUND_MS_MAX,
      describe: () => `another process; written was: ${app.output()}`,
    });
    const hung = [...app.output().matchAll(/"worker":(\d+).*"msg":"an API process hangs"/g)];
    expect(hung.map(([, pid]) => Number(pid))).toEqual([frozen]);
    expect(listening().at(-1)).not.toBe(other);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await app.kill("SIGTERM");
    expect(await app.exited).toBe(0);
  },
  TEST_TIMEOUT_MS,
);
