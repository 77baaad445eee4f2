import { initTRPC, lazy, TRPCError } from "@trpc/server";
import { z } from "zod";

/** A context with something that an error formatter can show. */
export interface TestContext {
  readonly user: string;
}

const CODES = ["BAD_REQUEST", "CONFLICT", "TIMEOUT", "TOO_MANY_REQUESTS"] as const;
const wrapper = {
  serialize: (value: unknown) => ({ wrapped: value }),
  deserialize: (value: unknown): unknown => z.object({ wrapped: z.unknown() }).parse(value).wrapped,
};

/** A procedure for each way in which a call can end, on tRPC set up in one of several ways. */
export function createTestRouter(setup: "plain" | "transformer" | "broken formatter") {
  const t = initTRPC.context<TestContext>().create({
    isDev: false,
    ...(setup === "transformer" ? { transformer: wrapper } : {}),
    errorFormatter({ shape, error, input, ctx, type, path }) {
      if (setup === "broken formatter") throw new RangeError("the formatter is broken");
      const cause = error.cause?.message;
      return { ...shape, data: { ...shape.data, input, user: ctx?.user, type, path, cause } };
    },
  });
  const input = z.strictObject({ a: z.number() });
  const { procedure } = t;
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const fail = (error: unknown) => () => {
    throw error;
  };
  const late = async function* () {
    yield 1;
  };
  const results = () => ({
    nothing: undefined,
    null: null,
    text: "żółć 🎟️ \u2028 \ud800",
    list: [1, { a: null }],
    proto: Object.assign(Object.create(null), { __proto__: 1 }),
    date: new Date(0),
    big: 1n,
    circular,
    promise: { later: Promise.resolve(1) },
    streams: { later: late() },
    stream: late(),
  });
  const failures = Object.fromEntries([
    ["throws", procedure.mutation(fail(new Error("unexpected")))],
    ["throwsText", procedure.mutation(fail("only text"))],
    ...CODES.map((code) => [code, procedure.mutation(fail(new TRPCError({ code })))]),
  ]);
  const returns = Object.fromEntries(
    Object.keys(results()).map((name) => [
      name,
      procedure.mutation((): unknown => Reflect.get(results(), name)),
    ]),
  );
  return t.router({
    ...failures,
    ...returns,
    echo: procedure.input(input).mutation((call) => ({ ...call.input, at: call.batchIndex })),
    where: procedure.mutation(({ path, ctx, batchIndex, signal }) => ({
      path,
      ctx,
      batchIndex,
      aborted: signal?.aborted,
    })),
    anything: procedure.input(z.unknown()).mutation((call) => ({ got: call.input })),
    both: procedure
      .input(z.object({ a: z.number() }))
      .input(z.object({ b: z.number().default(2) }))
      .mutation((call) => call.input),
    wrongOutput: procedure.output(z.number()).mutation(fail(undefined)),
    find: procedure.input(input.optional()).query((call) => ({ found: call.input })),
    missing: procedure.query(fail(new TRPCError({ code: "NOT_FOUND" }))),
    watch: procedure.subscription(late),
    nested: { deep: procedure.mutation(() => "deep") },
    later: lazy(() => Promise.resolve(t.router({ echo: procedure.mutation(() => "loaded") }))),
  });
}
