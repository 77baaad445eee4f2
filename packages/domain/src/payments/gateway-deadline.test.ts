import { expect, test, vi } from "vitest";
import { GatewayNoAnswerError } from "./gateway.ts";
import { withinDeadline } from "./gateway-deadline.ts";

test("gives what the gateway says in time, or what it throws", async () => {
  expect(await withinDeadline(10_000, async () => "captured")).toBe("captured");
  const broken = new Error("broken");
  await expect(withinDeadline(10_000, () => Promise.reject(broken))).rejects.toBe(broken);
});

test("gives up on a gateway that heeds no signal, and says that nothing is known", async () => {
  const never = () => new Promise<string>(() => undefined);
  const late = withinDeadline(20, never);
  await expect(late).rejects.toThrow(GatewayNoAnswerError);
  await expect(late).rejects.toThrow("no answer within 20 ms");
});

test("leaves no timer behind", async () => {
  vi.useFakeTimers();
  try {
    await withinDeadline(10_000, async () => "captured");
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("tells the gateway that nobody waits any more", async () => {
  let heard: AbortSignal | undefined;
  const late = withinDeadline(20, (signal) => {
    heard = signal;
    return new Promise<string>(() => undefined);
  });
  await expect(late).rejects.toThrow(GatewayNoAnswerError);
  expect(heard?.aborted).toBe(true);
});
