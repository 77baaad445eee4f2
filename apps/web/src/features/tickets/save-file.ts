/** After so long every browser has read what it saves. */
const KEPT_MS = 60_000;

/** Lets the browser save what was made or fetched in the page. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
