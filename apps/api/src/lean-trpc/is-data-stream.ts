/**
 * Whether a result can only be sent piece by piece: an async iterable, or an object with promises
 * or async iterables in it.
 */
export function isDataStream(value: unknown): boolean {
  if (!isObject(value)) return false;
  return isAsyncIterable(value) || Object.values(value).some(isLater);
}

function isLater(value: unknown): boolean {
  return isAsyncIterable(value) || isPromise(value);
}

function isAsyncIterable(value: unknown): boolean {
  return isObject(value) && Symbol.asyncIterator in value;
}

function isPromise(value: unknown): boolean {
  if (!isObject(value) && typeof value !== "function") return false;
  return (
    typeof Reflect.get(value, "then") === "function" &&
    typeof Reflect.get(value, "catch") === "function"
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
