/** ServiceNow's words, those of older versions included. On hold without a reason stays without one. */
import type { Meaning } from '#shared/imports/mapping-document';

export const serviceNowStates: Record<string, Meaning> = {
  New: { state: 'new', whenAssigned: 'assigned' },
  Active: 'in_progress',
  'In Progress': 'in_progress',
  'On Hold': 'pending',
  'Awaiting User Info': { state: 'pending', holdReason: 'awaiting_caller' },
  'Awaiting Caller': { state: 'pending', holdReason: 'awaiting_caller' },
  // Evidence of a fault comes from the person who saw it.
  'Awaiting Evidence': { state: 'pending', holdReason: 'awaiting_caller' },
  'Awaiting Vendor': { state: 'pending', holdReason: 'awaiting_vendor' },
  'Awaiting Problem': { state: 'pending', holdReason: 'awaiting_problem' },
  'Awaiting Change': { state: 'pending', holdReason: 'awaiting_change' },
  Resolved: 'resolved',
  Closed: 'closed',
  Canceled: 'canceled',
  Cancelled: 'canceled',
};

export const serviceNowChannels: Record<string, Meaning> = {
  Phone: 'phone',
  IVR: 'phone',
  Email: 'email',
  Chat: 'chat',
  'Self-service': 'portal',
  'Self service': 'portal',
  'Virtual Agent': 'bot',
  'Walk-in': 'walk_in',
  Event: 'monitoring',
  Monitoring: 'monitoring',
  'Direct opening': 'system',
};

/** ServiceNow's own close codes; every installation adds its own, which are kept as they are. */
export const serviceNowResolutions: Record<string, Meaning> = {
  'Solved (Permanently)': 'solved_permanently',
  'Solved (Work Around)': 'solved_workaround',
  'Solved Remotely (Permanently)': 'solved_permanently',
  'Solved Remotely (Work Around)': 'solved_workaround',
  'Not Solved (Not Reproducible)': 'not_reproducible',
  'User error': 'user_error',
  Duplicate: 'duplicate',
  'Closed/Resolved by Caller': 'no_fault',
};

/** A level written `1 - High`, or as its number alone. */
const leveled = (labels: readonly string[]): Record<string, Meaning> =>
  Object.fromEntries(
    labels.flatMap((label, index): [string, number][] => [
      [`${index + 1} - ${label}`, index + 1],
      [`${index + 1}`, index + 1],
    ]),
  );

export const serviceNowPriorities = leveled(['Critical', 'High', 'Moderate', 'Low', 'Planning']);
export const serviceNowLevels = leveled(['High', 'Medium', 'Low']);
