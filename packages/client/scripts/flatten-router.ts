const CONTEXT = /import\("\.\/context\.ts"\)\.RouterContext/g;
const ERROR_SHAPE = "errorShape: {";

/**
 * Turns the router's declaration, in which the compiler has written out every input and output, into
 * one that stands by itself: without the server's context, and with the shape of errors, which every
 * procedure repeats, written once.
 *
 * @param declaration `router.d.ts` as the compiler emits it
 * @throws Error when it needs another file of the server, or does not look as the compiler emits it
 */
export function flattenRouter(declaration: string): string {
  const text = declaration.replace(CONTEXT, "object").replace(/^\s+/gm, "");
  const leak = /["']\.{1,2}\/[^"']*/.exec(text);
  if (leak !== null) throw new Error(`the router's types need the server's ${leak[0].slice(1)}`);
  const start = text.indexOf(ERROR_SHAPE);
  if (start === -1) throw new Error("the router's declaration has no shape of errors");
  const shape = blockAt(text, start + ERROR_SHAPE.length - 1);
  return `interface ErrorShape ${shape}\n${text.replaceAll(shape, "ErrorShape")}`;
}

/** The text from the brace at `start` to the one that closes it. */
function blockAt(text: string, start: number): string {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    if (text[index] === "}") depth -= 1;
    if (depth === 0) return text.slice(start, index + 1);
  }
  throw new Error("a brace of the router's declaration is never closed");
}
