import { readFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findFreePort } from "@stampede/embedded/free-port";
import { type AppProcess, spawnApp } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import { afterEach, beforeEach, expect, test } from "vitest";

const ENTRY = "apps/standalone/src/main.ts";
const START_TIMEOUT_MS = 120_000;
const GONE_TIMEOUT_MS = 20_000;

let env: Record<string, string | undefined>;

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), "stampede-start-"));
  await chmod(directory, 0o711);
  env = {
    STAMPEDE_DATA_DIR: directory,
    PORT: String(await findFreePort()),
    HOST: undefined,
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    QUEUE_BACKEND: "auto",
    ORGANIZER_API_KEY: undefined,
    APP_SECRET: undefined,
    LOG_LEVEL: "error",
  };
});

afterEach(async () => {
  await rm(env["STAMPEDE_DATA_DIR"] ?? "", { recursive: true, force: true });
});

test(
  "one start serves, a second one is refused, a signal ends all of it, and the next one knows what the first one made",
  async () => {
    const first = await start();
    expect(first.output()).toMatch(/Stampede is ready on http:\/\/localhost:\d+/);
    expect(first.output()).toMatch(/x-api-key: sk_[\w-]{43}/);
    expect(first.output()).toMatch(/e-mail: organizer@stampede\.example\n +password: [\w-]{43}\n/);
    expect(await signIn(first)).toBe(200);
    expect(first.output()).toMatch(/embedded PostgreSQL[^]*queue +Redis/);

    const port = String(await findFreePort());
    const refused = await spawnApp({ entry: ENTRY, env: { ...env, PORT: port } });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toMatch(new RegExp(`^Stampede already runs .*pid ${first.pid}.*\\n$`));

    const members = await descendants(first.pid);
    expect(members.length).toBeGreaterThanOrEqual(4);
    await first.kill("SIGINT");
    expect(await first.exited).toBe(0);
    expect(members.filter((pid) => !hasEnded(pid))).toEqual([]);

    await using second = await start();
    expect(keyOf(second.output())).toBe(keyOf(first.output()));
    expect(passwordOf(second.output())).toBe(passwordOf(first.output()));
    expect(await signIn(second)).toBe(200);
  },
  START_TIMEOUT_MS,
);

test(
  "starts an API and a Redis again that were killed",
  async () => {
    await using app = await start();
    for (const program of ["redis-server", "apps/api/src/main.ts"]) {
      const before = await descendants(app.pid);
      const victim = before.find((pid) => commandOf(pid).includes(program)) ?? 0;
      process.kill(victim, "SIGKILL");
      await waitFor(async () =>
        (await descendants(app.pid)).some(
          (pid) => pid !== victim && commandOf(pid).includes(program),
        ),
      );
    }
    await expect(app.ready()).resolves.toBeUndefined();
  },
  START_TIMEOUT_MS,
);

test(
  "when it is killed itself, the API and the worker end at once and the rest soon after",
  async () => {
    const app = await start();
    const members = await descendants(app.pid);
    const ours = members.filter((pid) => /apps\/(?:api|worker)\//.test(commandOf(pid)));
    expect(ours).toHaveLength(2);
    await app.kill("SIGKILL");
    await waitFor(() => ours.every(hasEnded), { describe: "the API and the worker to end" });
    await waitFor(() => members.every(hasEnded), {
      timeoutMs: GONE_TIMEOUT_MS,
      describe: "PostgreSQL and Redis to end",
    });
  },
  START_TIMEOUT_MS,
);

test("a port in use, a wrong value and an unreachable database are one line each", async () => {
  await using squatter = await spawnApp({
    entry: "packages/testing/tests/fixtures/server.ts",
    args: [env["PORT"] ?? ""],
    env,
  });
  await squatter.ready("/");
  const cases = [
    [{}, /^PORT: \d+ on 127\.0\.0\.1 is in use.*\n$/],
    [{ PORT: "web" }, /^PORT must be .*\n$/],
    [
      { DATABASE_URL: "postgres://a:b@127.0.0.1:1/x", PORT: String(await findFreePort()) },
      /^DATABASE_URL: no PostgreSQL can be reached at 127\.0\.0\.1:1 .*\n$/,
    ],
    [
      { HOLD_SECONDS: "0", QUEUE_BACKEND: "kafka", PORT: String(await findFreePort()) },
      /^(?=.*HOLD_SECONDS must be )(?=.*QUEUE_BACKEND must be ).*\n$/,
    ],
  ] as const;
  for (const [changes, line] of cases) {
    const app = await spawnApp({ entry: ENTRY, env: { ...env, ...changes } });
    expect(await app.exited).toBe(1);
    expect(app.output()).toMatch(line);
  }
});

async function start() {
  const app = await spawnApp({ entry: ENTRY, env });
  await waitFor(() => app.output().includes("Ctrl-C stops it"), {
    timeoutMs: START_TIMEOUT_MS,
    describe: () => `a start; it wrote: ${app.output()}`,
  });
  return app;
}

function keyOf(output: string): string | undefined {
  return /x-api-key: (\S+)/.exec(output)?.[1];
}

function passwordOf(output: string): string | undefined {
  return /password: (\S+)/.exec(output)?.[1];
}

/** Signs in with what was printed, and tells the status. */
async function signIn(app: AppProcess): Promise<number> {
  const input = { email: "organizer@stampede.example", password: passwordOf(app.output()) };
  const response = await fetch(`${app.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url },
    body: JSON.stringify(input),
  });
  return response.status;
}

/** Every process that this one started, and those that these started. */
async function descendants(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"));
  const children = lists.join(" ").split(" ").filter(Boolean).map(Number);
  const nested = await Promise.all(children.map((child) => descendants(child).catch(() => [])));
  return [...children, ...nested.flat()];
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** A zombie has ended; who started it is gone and cannot collect it. */
function hasEnded(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}
