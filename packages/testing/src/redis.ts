import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type EmbeddedRedis, startRedis } from "@stampede/embedded/redis";

/** A Redis of a test's own, to be mistreated. */
export interface TestRedis extends AsyncDisposable {
  /** The same before and after a restart. */
  url: string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Stops it without closing a connection: it accepts and never answers. */
  freeze(): void;
  thaw(): void;
  /** Starts it again on the same port, after a kill or in place of the one that runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a Redis on a free port of 127.0.0.1.
 * @param options.persistent whether what it holds survives a restart; default false
 */
export async function startTestRedis(options: { persistent?: boolean } = {}): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), "stampede-test-redis-"));
  const settings = { ...options, directory, graceSeconds: 0 };
  let server: EmbeddedRedis = await startRedis(settings);
  const { url, port } = server;
  const password = decodeURIComponent(new URL(url).password);

  const kill = async (): Promise<void> => {
    signal(server.pid, "SIGKILL");
    await server.exited;
  };
  const stop = async (): Promise<void> => {
    // A frozen process would not see the signal that ends it.
    signal(server.pid, "SIGCONT");
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  const restart = async (): Promise<void> => {
    await kill();
    server = await startRedis({ ...settings, port, password });
  };
  return {
    url,
    kill,
    restart,
    stop,
    freeze: () => signal(server.pid, "SIGSTOP"),
    thaw: () => signal(server.pid, "SIGCONT"),
    [Symbol.asyncDispose]: stop,
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already, which every caller accepts.
  }
}
