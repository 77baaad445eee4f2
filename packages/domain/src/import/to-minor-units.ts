/** Cents beyond the second place may only be zeros: nothing is ever rounded. */
const DECIMAL = /^(?<units>\d{1,12})(?:\.(?<cents>\d{1,2})0*)?$/u;

/**
 * The minor units of a decimal price, exactly: 4990 for `49.9`, `"49.90"` or `"49.900"`.
 *
 * @returns null when it is no such price, or has parts of a cent.
 */
export function toMinorUnits(price: unknown): number | null {
  if (typeof price !== "string" && typeof price !== "number") return null;
  const parts = DECIMAL.exec(String(price).trim())?.groups;
  if (parts === undefined) return null;
  const { units = "0", cents = "" } = parts;
  return Number(units) * 100 + Number(cents.padEnd(2, "0"));
}
