/** What a template's placeholders stand for, for one event and recipient. */

import type { Mail } from '#shared/capabilities/mail/received';
import { COMMENT, numberKey } from '#shared/engine/keys';
import type { EventEnvelope } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/grammar/record';
import { recordPk } from '#shared/store/keys';
import { inLanguage, type Texts } from '#shared/text/languages';
import { shown } from './labels.ts';
import type { Recipient } from './recipients.ts';
import { isDiscreet, placeholdersOf } from './rules-render.ts';
import type { Place } from './runtime.ts';
import type { Template } from './template.ts';

/** Comments looked through for the one that an event tells of. */
const NEAR = 10;

interface Comment {
  readonly at: string;
  readonly author: { readonly id: string };
  readonly body: string;
  readonly visibility: string;
}

/** The text of the comment that the event tells of, on a duplicate perhaps: of the same instant, author and visibility. */
export async function commentOf({ tenant, store }: Place, event: EventEnvelope): Promise<string | undefined> {
  if (!event.name.endsWith('.commented')) return undefined;
  const { on } = event.data;
  const duplicate = typeof on === 'string' ? (await store.get(numberKey(tenant, event.type, on)))?.uid : undefined;
  const { items } = await store.query({
    pk: recordPk(tenant, event.type, typeof duplicate === 'string' ? duplicate : event.uid),
    begins: COMMENT,
    descending: true,
    limit: NEAR,
  });
  const comments = items.map(({ comment }) => comment as Comment | undefined);
  const { at, actor, visibility } = event;
  const isIt = (each: Comment | undefined): boolean =>
    each?.at === at && each.author.id === actor.id && (each.visibility === visibility || duplicate !== undefined);
  return comments.find(isIt)?.body;
}

/** What a service notice said with this event: its text by language. */
function updateOf({ data }: EventEnvelope, record: AnyRecord | undefined): Texts {
  const updates = Array.isArray(record?.updates) ? (record.updates as readonly Update[]) : [];
  return updates.find(({ number }) => number === data.update)?.text ?? {};
}

/** As service notices keep it. */
interface Update {
  readonly number: number;
  readonly text: Texts;
}

export interface Subject {
  readonly event: EventEnvelope;
  readonly record: AnyRecord | undefined;
  readonly comment: string | undefined;
  /** The mail that led to the event, if one did. */
  readonly mail?: Mail | undefined;
  /** The actor as people call them. */
  readonly actor: string;
}

/** The value of each name that the template uses, as a text in the recipient's language and zone. */
export function valuesFor(
  { subject, text, language }: Template,
  { event, record, comment, actor }: Subject,
  { person, zone }: Recipient,
  { config }: Place,
): ReadonlyMap<string, string> {
  // As it is now: what was redacted since is not said any more.
  const title = record ? (record.confidential ? record.id : record.title) : event.data.title;
  const own: Readonly<Record<string, unknown>> = {
    recipient: person.name,
    tenant: config.tenant.name,
    actor,
    comment,
    update: inLanguage(updateOf(event, record), [...(person.locale === undefined ? [] : [person.locale]), language])
      ?.text,
    'record.id': event.id,
    'record.title': title,
  };
  const valueFor = (name: string): unknown => {
    if (record?.confidential && !isDiscreet(name) && name !== 'record.title') return undefined;
    if (name in own) return own[name];
    const [root, ...path] = name.split('.');
    return path.reduce<unknown>(inside, root === 'event' ? event.data : record);
  };
  const names = placeholdersOf(`${subject}\n${text}`);
  return new Map(names.map((name) => [name, shown(name, valueFor(name), language, zone)]));
}

function inside(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
