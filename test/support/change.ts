/** A change as somebody asks for it, with all that a normal one needs to be submitted. */
export const CHANGE = {
  title: 'Upgrade the mail server',
  changeType: 'normal',
  reason: 'The version is out of support.',
  serviceId: 'mail',
  plannedStart: '2026-06-20T20:00:00Z',
  plannedEnd: '2026-06-20T22:00:00Z',
  implementationPlan: 'Install the new version.',
  backoutPlan: 'Restore the snapshot.',
} as const;
