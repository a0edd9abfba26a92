/** Problems of what a body says: fields and their values. */
import { defineProblems } from '#shared/problems/row';

export const values = defineProblems({
  'validation-failed': {
    status: 422,
    title: 'The request is well-formed but not acceptable',
    when: 'Values of a wrong kind, out of bounds or in contradiction; `errors` names each.',
    remedy: 'Mend the fields named in `errors`.',
  },
  'required-field-missing': {
    status: 422,
    title: 'A required field is missing',
    when: "The body lacks a field that the operation, or the record's situation, needs.",
    remedy: 'Add the fields named in `errors`.',
  },
  'read-only-field': {
    status: 422,
    title: 'The field cannot be written',
    when: 'The field changes by actions and rules only, as the state does; or it is stated by agents, and a requester’s word for it is not taken.',
    remedy: 'Leave it out; find the action in `GET …/actions`.',
  },
  'unknown-field': {
    status: 422,
    title: 'The field is not known',
    when: 'The body has a field that the operation does not know.',
    remedy: 'Leave it out, or correct its name by those listed.',
  },
  'unknown-reference': {
    status: 422,
    title: 'A referenced object does not exist',
    when: 'A record, group, user or model that the body names is not there for this tenant.',
    remedy: "Check the id; it must be the tenant's own.",
  },
  'calendar-never-open': {
    status: 422,
    title: 'The calendar is never open',
    when: 'A calendar, or a target on it, has no working time.',
    remedy: 'Give at least one day working hours.',
  },
  'invalid-calendar': {
    status: 422,
    title: 'The calendar is not valid',
    when: 'Zone, weekly hours or exceptions contradict themselves or cannot be read, or working time by the calendar does not end within 20 years.',
    remedy: 'Mend what `detail` names.',
  },
  'amount-out-of-range': {
    status: 422,
    title: 'The amount is too large',
    when: 'An amount of money is beyond nine quadrillion minor units, above or below zero.',
    remedy: 'Send `amount` in minor units of the currency; where it really is that large, state it in parts.',
  },
  'unknown-currency': {
    status: 422,
    title: 'It is no currency with a minor unit',
    when: '`currency` is no code of ISO 4217 that anything is paid in; precious metals and test codes have no minor unit.',
    remedy: 'Send a code such as `EUR`, in capitals.',
  },
  'invalid-window': {
    status: 422,
    title: 'The window ends before it begins',
    when: 'The end of a window or period does not lie after its beginning, or it lies in the past where it must not.',
    remedy: 'Correct the two instants; both are RFC 3339 with an offset.',
  },
});
