// A stage takes longer to start than most tests on it: all tests of organizers share one.
import "./organizers/signing-in.ts";
import "./organizers/account.ts";
import "./organizers/events.ts";
import "./organizers/dashboard.ts";
import "./organizers/reservations.ts";
import "./organizers/check-in.ts";
