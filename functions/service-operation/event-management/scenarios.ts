/** What event management promises. */
import { section } from '#test/coverage/scenario';

export const eventManagementScenarios = [
  section(
    'D1',
    'Event management',
    [
      [2, 'a thousand identical events are one alert and one incident'],
      ['later', 'an alert within a planned outage is suppressed, and opens if the fault outlasts it'],
      ['later', 'a failing host is the root of its machines’ alerts, with one incident'],
      ['later', 'an alert that flips is flapping, and notifies once'],
      ['later', 'a condition over time fires when the time is full'],
      ['later', 'successful remediation needs no incident'],
      ['later', 'an incident that a person has accepted is not resolved by a clear'],
      ['later', 'events from the future are marked, old ones stored without response'],
      ['later', 'a silent monitor is itself an exception'],
      [2, 'an event delivered twice counts once'],
    ],
    { slice: true },
  ),
];
