/*
 * What the parts of an order are found by in the page: by the focus, and by what answers a press
 * before the page's scripts are there.
 */

/** The id of the form, for the button in the bar below the page. */
export const ORDER_FORM = "order";
/** A ticket type's number; the value is its price, in minor units. */
export const TICKET_CONTROL = "data-ticket-control";
/** Says how many tickets are chosen. */
export const ORDER_COUNT = "data-order-count";
/** Says what they cost; the value tells how amounts are written, by samples of them. */
export const ORDER_TOTAL = "data-order-total";
/** Goes to the tickets. */
export const SHOW_TICKETS = "data-show-tickets";
/** Is shown only while something is chosen, or only while nothing is; the value says which. */
export const SHOWN_WITH = "data-shown-with";
