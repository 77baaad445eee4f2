/** Variables of a Node.js process whose `Date` is to be off by so many milliseconds. */
export function clockOffBy(ms: number): { NODE_OPTIONS: string } {
  const preload = new URL("./shift-clock.ts", import.meta.url);
  preload.searchParams.set("ms", String(ms));
  return { NODE_OPTIONS: `--import=${preload.href}` };
}
