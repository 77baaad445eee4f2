/** A page that nobody sees has no frames. */
const FRAME_MS_MAX = 500;
/** What says that a page's script did not come; the server writes it. */
const FAILED = "#stampede-failed";

/**
 * Starts the page's own script once what the server wrote is there and painted, and can be pressed.
 * Where the script does not come, the page says so, and is loaded anew when there is a connection.
 */
export async function startPage(url: string): Promise<void> {
  await Promise.race([
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    new Promise((resolve) => setTimeout(resolve, FRAME_MS_MAX)),
  ]);
  if (document.readyState === "loading") {
    await new Promise((resolve) =>
      document.addEventListener("DOMContentLoaded", resolve, { once: true }),
    );
  }
  try {
    await import(/* @vite-ignore */ url);
  } catch (error) {
    reportError(error);
    offerReload();
  }
}

// A browser keeps in mind which modules did not come: only another page asks for them again.
function offerReload(): void {
  const notice = document.querySelector<HTMLElement>(FAILED);
  if (notice !== null) notice.hidden = false;
  notice?.querySelector("button")?.addEventListener("click", () => location.reload());
  addEventListener("online", () => location.reload(), { once: true });
}
