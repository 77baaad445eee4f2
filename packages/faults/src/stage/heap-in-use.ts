import { once } from "node:events";
import type { AppProcess } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import { z } from "zod";

/** Lets `heapInUse` ask a process that is started with them: its inspector takes any free port. */
export const INSPECTABLE = { NODE_OPTIONS: "--inspect-port=0" } as const;

const ADDRESS = /Debugger listening on (ws:\S+)/;
const ANSWER_MS_MAX = 20_000;
const answerShape = z.object({
  id: z.number(),
  result: z.looseObject({ usedSize: z.number().optional() }).optional(),
});

/**
 * Bytes of a process's heap that something still refers to: it collects all its garbage first, which
 * by itself it may leave lying for minutes.
 *
 * @param app started with `INSPECTABLE`.
 */
export async function heapInUse(app: AppProcess): Promise<number> {
  process.kill(app.pid, "SIGUSR1");
  const address = await waitFor(() => ADDRESS.exec(app.output())?.[1], {
    describe: "the address of the inspector",
  });
  const inspector = new WebSocket(address);
  await once(inspector, "open", { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  try {
    await ask(inspector, 1, "HeapProfiler.collectGarbage");
    const { usedSize } = await ask(inspector, 2, "Runtime.getHeapUsage");
    if (usedSize === undefined) throw new Error("the inspector did not tell the size of the heap");
    return usedSize;
  } finally {
    inspector.close();
  }
}

async function ask(
  inspector: WebSocket,
  id: number,
  method: string,
): Promise<{ readonly usedSize?: number | undefined }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ usedSize?: number | undefined }>();
  const over = new AbortController();
  const { signal } = over;
  const late = (): void => reject(new Error(`the inspector did not answer ${method}`));
  const timer = setTimeout(late, ANSWER_MS_MAX);
  inspector.addEventListener("close", late, { signal });
  inspector.addEventListener(
    "message",
    ({ data }) => {
      const answer = answerShape.safeParse(JSON.parse(String(data)));
      if (answer.data?.id === id) resolve(answer.data.result ?? {});
    },
    { signal },
  );
  inspector.send(JSON.stringify({ id, method }));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
