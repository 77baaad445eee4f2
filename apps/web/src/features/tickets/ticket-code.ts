/** A ticket's code as people read it to each other: in groups of four. */
export function spacedCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
