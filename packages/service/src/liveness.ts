import type { ChildProcess } from "node:child_process";

const ASK_EVERY_MS = 1_000;
/** Questions without an answer: a process that is merely busy, on a machine that is, answers one of so many. */
const UNANSWERED_MAX = 10;
const ASK = "alive?";
const ANSWER = "alive";

/** A child with a channel to it, such as a worker of a cluster has. */
type Asked = Pick<ChildProcess, "connected" | "send" | "on" | "once">;

/**
 * Finds out when a child that has not ended does nothing any more: its event loop has answered none
 * of ten questions, a second apart. Questions are counted and not seconds, so that a machine that
 * was asleep ends nobody, and only from the first answer on, because starting may take long.
 *
 * @param child one that calls `answerLiveness` once it has started.
 * @param onHung called once at most.
 * @returns what stops asking; the child's end does so too.
 */
export function watchLiveness(child: Asked, onHung: () => void): () => void {
  let hasStarted = false;
  let unanswered = 0;
  child.on("message", (message: unknown) => {
    if (message !== ANSWER) return;
    hasStarted = true;
    unanswered = 0;
  });
  const timer = setInterval(() => {
    if (!child.connected) return;
    if (unanswered >= UNANSWERED_MAX) {
      stop();
      onHung();
      return;
    }
    if (hasStarted) unanswered++;
    // A child that ends meanwhile is its exit's business.
    child.send(ASK, () => undefined);
  }, ASK_EVERY_MS);
  timer.unref();
  const stop = (): void => clearInterval(timer);
  child.once("exit", stop);
  return stop;
}

/** Answers a parent's questions, for as long as this process turns. */
export function answerLiveness(): void {
  process.on("message", (message: unknown) => {
    if (message === ASK) process.send?.(ANSWER, undefined, undefined, () => undefined);
  });
}
