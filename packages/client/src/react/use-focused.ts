import { focusManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

/** Whether somebody can see the page: false while its tab is in the background. */
export function useFocused(): boolean {
  return useSyncExternalStore(subscribe, isFocused, () => true);
}

function subscribe(listener: () => void): () => void {
  return focusManager.subscribe(listener);
}

function isFocused(): boolean {
  return focusManager.isFocused();
}
