import { GatewayNoAnswerError } from "./gateway.ts";

/** For a charge, with the buyer waiting. */
export const CHARGE_TIMEOUT_MS = 10_000;
/** For a look-up or a refund, which are asked again anyway. */
export const ASK_TIMEOUT_MS = 5_000;
/** Time for a process to write down an answer that came at the last moment. */
export const SETTLE_MARGIN_MS = 5_000;

/**
 * Calls a gateway and gives up after `timeoutMs`, whether or not the adapter heeds the signal.
 *
 * @throws {GatewayNoAnswerError} at the deadline; before it, what `call` throws.
 */
export async function withinDeadline<Result>(
  timeoutMs: number,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new GatewayNoAnswerError(`no answer within ${timeoutMs} ms`));
    controller.abort();
  }, timeoutMs);
  try {
    return await Promise.race([call(controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
