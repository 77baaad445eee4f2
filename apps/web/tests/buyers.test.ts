// A stage takes longer to start than most tests on it: all tests of buyers share one.
import "./buyers/events.ts";
import "./buyers/event-page.ts";
import "./buyers/early-presses.ts";
import "./buyers/live.ts";
import "./buyers/reserve.ts";
import "./buyers/prices.ts";
import "./buyers/reservation.ts";
import "./buyers/payment.ts";
import "./buyers/tickets.ts";
