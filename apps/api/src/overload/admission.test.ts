import { describe, expect, test } from "vitest";
import { createAdmission } from "./admission.ts";
import { createLanes, type Lane } from "./lanes.ts";

/** An admission and the pressure on it, to be changed. */
function scene() {
  const lanes = createLanes();
  const pressure = { isBehind: true, connectionsWaitedFor: 0, paymentsWaiting: 0 };
  const admission = createAdmission(lanes, {
    isBehind: () => pressure.isBehind,
    connectionsWaitedFor: () => pressure.connectionsWaitedFor,
    paymentsWaiting: () => pressure.paymentsWaiting,
  });
  const fill = (lane: Lane, calls: number): void => {
    for (let call = 0; call < calls; call++) admission.enter(lane, 1);
  };
  return { lanes, pressure, admission, fill };
}

test("a process that keeps up lets everybody in", () => {
  const { lanes, pressure, admission, fill } = scene();
  pressure.isBehind = false;
  fill(lanes.reserve, 4_000);
  for (const lane of Object.values(lanes)) expect(admission.enter(lane, 1)).toBeUndefined();
});

test("one that does not turns reads away first, then reservations, then organizers, and no buyer who pays", () => {
  const { lanes, admission, fill } = scene();
  const { read, reserve, organizer, buyer, probe, shared } = lanes;
  for (const lane of [read, reserve, organizer, buyer]) fill(lane, 16);
  const turnedAway = () =>
    [read, reserve, organizer, buyer, probe, shared].filter(
      (lane) => admission.enter(lane, 1) !== undefined,
    );
  fill(reserve, 480);
  expect(turnedAway()).toEqual([read]);
  fill(reserve, 1_000);
  expect(turnedAway()).toEqual([read, reserve]);
  fill(organizer, 1_000);
  expect(turnedAway()).toEqual([read, reserve, organizer]);
});

test("payments that wait for their gateway take nobody's place", () => {
  const { lanes, admission, fill } = scene();
  fill(lanes.buyer, 1_900);
  fill(lanes.reserve, 200);
  expect(admission.enter(lanes.reserve, 1)).toBeUndefined();
});

test("however late it is, some of each kind are served", () => {
  const { lanes, admission, fill } = scene();
  fill(lanes.reserve, 2_000);
  expect(admission.enter(lanes.read, 1)).toBeUndefined();
});

test("nobody new comes in while those who pay wait for a connection", () => {
  const { lanes, pressure, admission } = scene();
  pressure.isBehind = false;
  pressure.paymentsWaiting = 17;
  expect(admission.enter(lanes.reserve, 1)).toBe("payments");
  expect(admission.enter(lanes.read, 1)).toBe("payments");
  for (const lane of [lanes.buyer, lanes.organizer, lanes.probe, lanes.shared]) {
    expect(admission.enter(lane, 1)).toBeUndefined();
  }
});

test("reads do not queue for the connections that others need", () => {
  const { lanes, pressure, admission } = scene();
  pressure.connectionsWaitedFor = 101;
  expect(admission.enter(lanes.read, 1)).toBe("connections");
  expect(admission.enter(lanes.organizer, 1)).toBeUndefined();
});

describe("recovery", () => {
  test("who was turned away is let in as soon as the others have left", () => {
    const { lanes, admission, fill } = scene();
    fill(lanes.reserve, 2_000);
    expect(admission.enter(lanes.reserve, 1)).toBe("processor");
    for (let call = 0; call < 500; call++) admission.leave(lanes.reserve, 1);
    expect(admission.enter(lanes.reserve, 1)).toBeUndefined();
  });
});

test("every lane has a bound, and the calls of a batch count each", () => {
  const { lanes, pressure, admission, fill } = scene();
  pressure.isBehind = false;
  for (const lane of Object.values(lanes)) {
    if (lane === lanes.stream) continue;
    fill(lane, lane.inFlightMax - 5);
    expect([lane.name, admission.enter(lane, 10)]).toEqual([lane.name, "full"]);
    expect([lane.name, admission.enter(lane, 5)]).toEqual([lane.name, undefined]);
    expect(lane.shed.full).toBe(10);
  }
});
