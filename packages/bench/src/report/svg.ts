/** Text as it stands between tags or in an attribute. */
export function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Two decimals of a pixel are more than anybody sees. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

/** A number as an axis shows it. */
export function tickLabel(value: number): string {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(3))} M`;
  if (value >= 10_000) return `${Number((value / 1_000).toPrecision(3))} k`;
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}

// The page that shows a picture decides between light and dark, and a picture cannot ask it; the
// reader's own preference is what both follow. Both sets reach a contrast of 4.5 on their ground.
const STYLE = `
  svg { background: #ffffff; font: 13px system-ui, sans-serif; }
  text { fill: #24292f; } .soft { fill: #57606a; }
  .grid { stroke: #d8dee4; } .axis { stroke: #57606a; }
  .line { stroke: #0969da; fill: none; stroke-width: 2; } .dot { fill: #0969da; }
  .band { fill: #0969da; opacity: 0.18; } .spread { stroke: #0969da; stroke-width: 1.5; }
  .met { fill: #1a7f37; } .missed { fill: #bc4c00; } .bound { stroke: #24292f; stroke-width: 1.5; stroke-dasharray: 4 3; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; }
    text { fill: #e6edf3; } .soft { fill: #9198a1; }
    .grid { stroke: #30363d; } .axis { stroke: #9198a1; }
    .line { stroke: #58a6ff; } .dot, .band { fill: #58a6ff; } .spread { stroke: #58a6ff; }
    .met { fill: #3fb950; } .missed { fill: #f0883e; } .bound { stroke: #e6edf3; }
  }`;

/** A whole picture; `title` is what a screen reader says. */
export function picture(
  size: { readonly width: number; readonly height: number },
  title: string,
  parts: readonly string[],
): string {
  const { width, height } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${STYLE}</style>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}
