import { expect, test } from "vitest";
import { GatewayNoAnswerError, type PaymentGateway } from "./gateway.ts";
import { gatewayUntil } from "./gateway-until.ts";

const CHARGE = {
  key: "key",
  amount: 1,
  currency: "EUR",
  paymentToken: "tok",
  expiresAt: new Date(0),
};
const never = new AbortController().signal;

/** Never answers, and tells of the signals that it was given. */
function silentGateway() {
  const given: AbortSignal[] = [];
  const silence = (signal: AbortSignal): Promise<never> => {
    given.push(signal);
    return Promise.withResolvers<never>().promise;
  };
  const gateway: PaymentGateway = {
    name: "silent",
    currencies: ["EUR"],
    charge: (_, signal) => silence(signal),
    lookUp: (_, signal) => silence(signal),
    refund: (_, signal) => silence(signal),
  };
  return { gateway, given };
}

test("whoever waits for a gateway goes without an answer, and nobody asks it any more", async () => {
  const { gateway, given } = silentGateway();
  const leaving = new AbortController();
  const bounded = gatewayUntil(gateway, leaving.signal);
  const ask = () => [
    bounded.charge(CHARGE, never),
    bounded.lookUp("key", never),
    bounded.refund({ key: "refund", chargeKey: "key", amount: 1 }, never),
  ];
  const asked = ask();
  leaving.abort();
  for (const call of asked) await expect(call).rejects.toThrow(GatewayNoAnswerError);
  expect(given.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  for (const call of ask()) await expect(call).rejects.toThrow(GatewayNoAnswerError);
  expect(given).toHaveLength(3);
});

test("a gateway is told of its caller's own deadline, and its answer and errors are passed on", async () => {
  const { gateway, given } = silentGateway();
  const bounded = gatewayUntil(gateway, never);
  const own = new AbortController();
  void bounded.charge(CHARGE, own.signal);
  own.abort();
  expect(given.map(({ aborted }) => aborted)).toEqual([true]);
  const captured = { outcome: "captured", chargeId: "1" } as const;
  const answering = gatewayUntil(
    {
      ...gateway,
      lookUp: () => Promise.resolve(captured),
      charge: () => Promise.reject(new Error("no")),
    },
    never,
  );
  expect(await answering.lookUp("key", never)).toEqual(captured);
  await expect(answering.charge(CHARGE, never)).rejects.toThrow("no");
});
