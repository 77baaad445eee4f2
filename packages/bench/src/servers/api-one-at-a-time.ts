// The same API, but every reservation is a transaction of its own: what grouping is compared with.
import { startVariant } from "./start-variant.ts";

await startVariant({ groupSizeMax: 1 });
