/** Priority, clocks and due instants, whatever the record. */
import { section } from '#test/coverage/scenario';

export const serviceLevelsScenarios = [
  section('B8', 'Priority and service levels', [
    [2, 'resolution over a weekend with a change to summer time: due instant and thresholds'],
    [2, 'waiting for the caller moves the due instant by the business time waited'],
    [2, 'response over a holiday, a weekend and another holiday'],
    [2, 'around the clock, four hours are four hours on both nights the clocks change'],
    [2, 'a night calendar is an hour short in spring and an hour long in autumn'],
    [2, 'New York leaves summer time a week after Europe'],
    [2, 'half-hour summer time and half-hour zones'],
    [2, 'raising the priority re-measures from the start and fires the highest threshold once'],
    [2, 'lowering the priority keeps the time used'],
    [2, 'opened while closed; a pause outside business hours moves nothing'],
    [2, 'resolved on the due instant is met, a second later is breached by one second'],
    [2, 'a window that begins in the missing hour, and one in the hour that comes twice'],
    [2, 'a supplier’s clock runs in the supplier’s zone'],
    [2, 'a threshold delivered twice fires once'],
    [2, 'a reopened record goes on with the time already used'],
  ]),
];
