import type { Row } from "../row.ts";
import { race } from "./race.ts";

/** Every line of the fault table, in its order. */
export const ROWS: readonly Row[] = [race];
