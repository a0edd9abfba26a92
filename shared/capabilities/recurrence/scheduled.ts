/** What a process does when a schedule says that one of its records is due. */
import type { EventEnvelope } from '#shared/events/envelope';
import type { Consumer } from '#shared/grammar/definition';

/** What a schedule says, as the letterbox of whoever has schedules promises it. */
export type Occurrence = Omit<EventEnvelope, 'data'> & {
  readonly data: {
    readonly recordType: string;
    readonly recordTemplateId: string | null;
    readonly values: Readonly<Record<string, unknown>>;
    readonly occurrence: string;
  };
};

/** A new record, made from the schedule's template and values as a person's request would be; for the type that the schedule names. */
export const openScheduled: Consumer<Occurrence> = ({ data, id, uid }, _, record) => {
  const { recordType, recordTemplateId: templateId, values, occurrence } = data;
  if (recordType !== record) return [];
  return [
    {
      kind: 'open',
      key: `schedule|${uid}|${occurrence}`,
      stated: true,
      fields: {
        channel: 'system',
        ...values,
        ...(templateId !== null && { templateId }),
        externalId: `${id}@${occurrence}`,
      },
    },
  ];
};
