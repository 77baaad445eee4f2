/**
 * Preloaded into a process whose clock is to be wrong: `Date` is off by the milliseconds of this
 * file's own `?ms=`.
 */
const OFF_MS = Number(new URL(import.meta.url).searchParams.get("ms"));
const RightDate = Date;

globalThis.Date = new Proxy(RightDate, {
  construct: (target, args: [], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RightDate.now() + OFF_MS] : args, newTarget),
  get: (target, property, receiver) =>
    property === "now" ? () => RightDate.now() + OFF_MS : Reflect.get(target, property, receiver),
});
