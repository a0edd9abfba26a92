/** The event by which a process is asked to take a mail, or to note on a record what became of one. */

import { mailPk } from '#shared/capabilities/mail/keys';
import { MAIL, MAIL_ACTOR, type Mail } from '#shared/capabilities/mail/received';
import { type EventEnvelope, REMEMBER_SECONDS } from '#shared/events/envelope';
import { newEvent } from '#shared/events/new-event';
import type { TenantId } from '#shared/ids/tenant-id';
import { eventSk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { clock, toSeconds } from '#shared/time/clock';

export const MAIL_RECEIVED = 'mail.received';

/** `take` is the mail's task; `note` comes after it, on the record that the mail named. */
export const mailSteps = ['take', 'note'] as const;
export type MailStep = (typeof mailSteps)[number];

/** The item whose event asks: written once for each step, with what makes the step due. @param process whose event it is, and who takes it */
export function asked(
  tenant: TenantId,
  { uid, version }: Pick<Mail, 'uid' | 'version'>,
  step: MailStep,
  process: string,
  cause: Pick<EventEnvelope, 'depth' | 'causationId'> = { depth: 0 },
): Item {
  const event = {
    ...newEvent({
      name: MAIL_RECEIVED,
      process,
      tenantId: tenant,
      type: MAIL,
      id: uid,
      uid,
      recordVersion: version,
      actor: { type: 'system', id: MAIL_ACTOR },
      command: step,
      state: { to: step },
      correlationId: uid,
      data: { mail: uid, step },
    }),
    ...cause,
  };
  const sk = eventSk(mailSteps.indexOf(step) + 1);
  return {
    pk: mailPk(tenant, uid),
    sk,
    entry: { events: [event] },
    expiresAt: toSeconds(clock.now()) + REMEMBER_SECONDS,
  };
}
