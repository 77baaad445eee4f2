import { GatewayNoAnswerError, type PaymentGateway } from "./gateway.ts";

/**
 * The same gateway, which nobody waits for any longer from `signal` on: a call that is under way then
 * ends without an answer, as at its deadline, and a later one is not made. What became of it is found
 * out as for any other charge or refund without an answer.
 */
export function gatewayUntil(gateway: PaymentGateway, signal: AbortSignal): PaymentGateway {
  const underWay = new Set<() => void>();
  signal.addEventListener("abort", () => {
    for (const leave of underWay) leave();
  });
  const bounded = async <Result>(
    own: AbortSignal,
    call: (either: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    if (signal.aborted) throw noAnswer();
    const either = new AbortController();
    const { promise: left, reject } = Promise.withResolvers<never>();
    const forward = (): void => either.abort();
    const leave = (): void => {
      reject(noAnswer());
      either.abort();
    };
    if (own.aborted) forward();
    own.addEventListener("abort", forward, { once: true });
    underWay.add(leave);
    try {
      return await Promise.race([call(either.signal), left]);
    } finally {
      underWay.delete(leave);
      own.removeEventListener("abort", forward);
    }
  };
  return {
    name: gateway.name,
    currencies: gateway.currencies,
    charge: (request, own) => bounded(own, (either) => gateway.charge(request, either)),
    lookUp: (key, own) => bounded(own, (either) => gateway.lookUp(key, either)),
    refund: (request, own) => bounded(own, (either) => gateway.refund(request, either)),
  };
}

function noAnswer(): GatewayNoAnswerError {
  return new GatewayNoAnswerError("nobody waits for the gateway any longer");
}
