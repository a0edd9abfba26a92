/** What a process does when a schedule says that one of its records is due (see functions/platform/schedules). */
import type { Consumer } from '#shared/process/definition';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A new record, made from the schedule's template and values as a person's request would be; for the type that the schedule names. */
export const openScheduled: Consumer = ({ data, id, uid }, _, record) => {
  if (data.recordType !== record) return [];
  const { values, occurrence } = data;
  const templateId = textOf(data.recordTemplateId);
  return [
    {
      kind: 'open',
      key: `schedule|${uid}|${occurrence}`,
      stated: true,
      fields: {
        channel: 'system',
        ...(values !== null && typeof values === 'object' && values),
        ...(templateId !== undefined && { templateId }),
        externalId: `${id}@${occurrence}`,
      },
    },
  ];
};
