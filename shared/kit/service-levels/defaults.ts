/** The service levels that hold until a tenant agrees others (B2, B5). */
import type { ServiceLevelDefinition } from '#shared/kit/service-levels/definition';

/** Percentages of the target that are told of, 100 being the breach. */
export const defaultThresholds = [50, 75, 90, 100] as const;

/** Whom to tell at which percentage. */
export const defaultEscalation = {
  '50': ['assignee'],
  '75': ['assignee', 'LEAD'],
  '90': ['LEAD', 'INM'],
  '100': ['SVO'],
} as const;

/** Ids of the calendars that defaults are measured on. */
export interface DefaultCalendars {
  readonly business: string;
  readonly roundTheClock: string;
}

/** Response and resolution: P1 and P2 round the clock, P3 to P5 in business hours. */
export function defaultDefinitions({ business, roundTheClock }: DefaultCalendars): readonly ServiceLevelDefinition[] {
  const common = {
    version: 1,
    kind: 'sla',
    appliesTo: {},
    calendarId: business,
    calendarByPriority: { P1: roundTheClock, P2: roundTheClock },
    warnAt: defaultThresholds,
    escalation: defaultEscalation,
    validFrom: '2000-01-01T00:00:00Z',
  } as const;
  return [
    {
      ...common,
      id: 'default-response',
      name: 'Response',
      metric: 'response',
      targetByPriority: { P1: 'PT15M', P2: 'PT30M', P3: 'PT4H', P4: 'PT8H', P5: 'PT10H' },
      pauseOn: [],
    },
    {
      ...common,
      id: 'default-resolution',
      name: 'Resolution',
      metric: 'resolution',
      targetByPriority: { P1: 'PT4H', P2: 'PT8H', P3: 'PT20H', P4: 'PT40H', P5: 'PT100H' },
      pauseOn: ['awaiting_caller', 'scheduled_with_user'],
    },
  ];
}
