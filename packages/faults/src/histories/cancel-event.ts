import { eventReply } from "@stampede/testing/history/replies";
import { AS_ORGANIZER } from "../stage/shop.ts";
import type { Intent } from "./intent.ts";
import type { Market } from "./market.ts";

/** No buyer's number. */
const ORGANIZER = -1;

/** The organizer's call to cancel the event: made again it changes nothing more. */
export function cancelling({ recorder, event, urlOf }: Market): Intent {
  const options = { input: { eventId: event.eventId }, headers: AS_ORGANIZER };
  return {
    isKnown: false,
    attempt: (process) =>
      recorder.record(
        { url: urlOf(process), path: "organizer.events.cancel", options },
        eventReply,
        (common) => ({ ...common, call: "cancel-event", buyer: ORGANIZER, process }),
      ),
  };
}
