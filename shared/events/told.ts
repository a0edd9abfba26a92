/** What an owner of events says of them to people (A13): for each event and audience a subject and a text, in every language that ships. */

/** In the order in which somebody who belongs to several is addressed: they are told once. */
export const audiences = [
  'approvers',
  'requester',
  'affected',
  'reporters',
  'addressee',
  'assignee',
  'lead',
  'duty',
  'incident-managers',
  'service-owners',
  'administrators',
  'owner',
  'group',
  'watchers',
] as const;
/** One of them, or whoever a field of the record names: `field:host`. */
export type Audience = (typeof audiences)[number] | `field:${string}`;

/** Whoever fields name comes where the event's own addressee does. */
const rankOf = (audience: Audience): number => {
  const rank = audiences.findIndex((each) => each === audience);
  return rank < 0 ? audiences.indexOf('addressee') + 0.5 : rank;
};

/** The audiences in the order in which somebody who belongs to several is addressed. */
export const ranked = (some: readonly Audience[]): readonly Audience[] =>
  [...new Set(some)].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));

export const isAudience = (name: string): name is Audience =>
  /^field:[a-z][A-Za-z0-9]*$/.test(name) || audiences.some((each) => each === name);

/** Languages in which the product speaks by itself. */
export const shipped = ['en', 'de'] as const;
export type Shipped = (typeof shipped)[number];

/** Subject and text; `{{record.title}}` and the like are replaced. */
export type SubjectAndText = readonly [subject: string, text: string];

export interface ToldTo extends Readonly<Record<Shipped, SubjectAndText>> {
  /** Also for whoever caused the event. */
  readonly self?: boolean;
}

export interface RecordTexts {
  /** By event, such as `incident.resolved`, and audience. */
  readonly told: Readonly<Record<string, Readonly<Partial<Record<Audience, ToldTo>>>>>;
  /** Codes as people read them, by the name of the field; a code without a text in a language is shown as it is. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, Readonly<Partial<Record<Shipped, string>>>>>>>;
}
