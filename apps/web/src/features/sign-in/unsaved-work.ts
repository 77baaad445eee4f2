/** Forms on this page that hold what is not saved anywhere yet; asked at the moment. */
const holders = new Set<() => boolean>();

/**
 * Keeps the page from being left by itself while something on it is not saved.
 *
 * @param isUnsaved whether something would be lost now
 * @returns ends it
 */
export function holdUnsavedWork(isUnsaved: () => boolean): () => void {
  holders.add(isUnsaved);
  return () => void holders.delete(isUnsaved);
}

/** Whether something would be lost if the page were left now. */
export function hasUnsavedWork(): boolean {
  return [...holders].some((isUnsaved) => isUnsaved());
}
