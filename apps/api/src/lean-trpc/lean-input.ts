/* oxlint-disable no-underscore-dangle -- tRPC keeps what a router is made of there */
import { type AnyTRPCRouter, TRPCError } from "@trpc/server";

/** The inputs of one request's calls. */
export interface LeanInputs {
  /** Reads the request once, however many calls ask, and only when one does. */
  read(index: number): Promise<unknown>;
  /** The input if it has been read; what error formatters and logs are shown. */
  result(index: number): unknown;
}

/**
 * @param readJson gives the whole request's parsed JSON; undefined where there is none.
 * @param count of calls in a batch; undefined for a call on its own, whose input is all of it.
 */
export function leanInputs(
  readJson: () => Promise<unknown>,
  router: AnyTRPCRouter,
  count: number | undefined,
): LeanInputs {
  const transformer = router._def._config.transformer.input;
  let pending: Promise<readonly unknown[]> | undefined;
  let inputs: readonly unknown[] | undefined;

  const load = async (): Promise<readonly unknown[]> => {
    try {
      const json = await readJson();
      inputs = json === undefined ? [] : split(json, transformer, count);
      return inputs;
    } catch (cause) {
      if (cause instanceof TRPCError) throw cause;
      const message = cause instanceof Error ? cause.message : "Invalid input";
      throw new TRPCError({ code: "BAD_REQUEST", message, cause });
    }
  };
  return {
    async read(index) {
      pending ??= load();
      return (await pending)[index];
    },
    result: (index) => inputs?.[index],
  };
}

function split(
  json: unknown,
  transformer: { deserialize(value: unknown): unknown },
  count: number | undefined,
): unknown[] {
  if (count === undefined) return [transformer.deserialize(json)];
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    const message = '"input" needs to be an object when doing a batch call';
    throw new TRPCError({ code: "BAD_REQUEST", message });
  }
  return Array.from({ length: count }, (_, index) => {
    const input: unknown = Reflect.get(json, index);
    return input === undefined ? undefined : transformer.deserialize(input);
  });
}
