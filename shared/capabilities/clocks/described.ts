/** What is told of service-level clocks. */
import * as z from 'zod/mini';
import { clockAnswers } from '#shared/capabilities/clocks/answers';
import type { PartDescription, PartEvent } from '#shared/grammar/capability';

const data = {
  clock: z.string().check(z.minLength(1), z.maxLength(400), z.meta({ examples: ['resolution'] })),
  percent: z.number().check(z.meta({ examples: [75] })),
  dueAt: z.iso.datetime(),
};
/** They bear the clock's kind, not the record's. */
const eventsOf = (kind: string): Readonly<Record<string, PartEvent>> => ({
  [`${kind}.threshold_reached`]: { says: 'A threshold of a clock was reached.', data },
  [`${kind}.breached`]: { says: 'A clock’s target was missed.', data },
});

export const described: PartDescription = {
  requests: {
    'list-clocks': {
      called: ({ one }) => [`list${one}Clocks`, 'Read its service-level clocks'],
      answers: [{ is: 'component', name: 'ClockList', says: 'The clocks as they stand now.' }],
    },
    'explain-clock': {
      called: ({ one }) => [`explain${one}Clock`, 'Account for every second of a clock'],
      parameters: [{ name: 'clock', in: 'path', says: 'The clock’s name.', example: 'resolution' }],
      answers: [{ is: 'component', name: 'ClockExplanation', says: 'Every second accounted for.' }],
    },
  },
  answers: clockAnswers,
  events: eventsOf('sla'),
  envelope: {
    clocks: {
      title: 'Service-level clocks by name',
      schema: {
        type: 'object',
        maxProperties: 100,
        additionalProperties: { $ref: '#/components/schemas/ServiceLevelClock' },
      },
    },
  },
};

/** The same where groups have clocks, too. */
export const describedGroups: PartDescription = {
  ...described,
  events: { ...described.events, ...eventsOf('ola') },
};
