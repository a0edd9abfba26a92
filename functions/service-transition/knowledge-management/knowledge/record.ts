/** The article (C7): what it says, for whom and until when, and what became of it. */
import * as z from 'zod/mini';
import { roundFields } from '#shared/capabilities/approvals/fields';
import type { StateClass } from '#shared/grammar/definition';
import {
  choice,
  type Fields,
  field,
  flag,
  group,
  instant,
  integer,
  line,
  list,
  reference,
  text,
} from '#shared/grammar/fields';
import { day } from '#shared/grammar/kinds/day';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import type { RecordOf } from '#shared/grammar/record';
import { isLanguage } from '#shared/text/languages';
import { audienceField } from './audience.ts';

/** Characters that a field takes at all; how many bytes an article has is a rule's to say (413). */
const MOST_TEXT = 400_000;

export const kinds = ['howto', 'troubleshooting', 'known_error', 'faq', 'policy', 'release_note', 'lesson'] as const;

/** Fields of prose. */
export const prose = ['symptoms', 'environment', 'body', 'cause', 'resolution'] as const;

const language = () =>
  field<string, { readonly label: string; readonly filter: true }>(
    () =>
      z.string().check(z.maxLength(6), z.refine(isLanguage, 'expected the code of a language, such as en or de-AT')),
    { label: 'Language', filter: true },
  );

const flagged = {
  number: integer({ min: 1, max: 100_000, required: true }),
  by: reference({ required: true, personal: true }),
  at: instant({ required: true }),
  reason: text({ max: 1000, required: true }),
} as const satisfies Fields;

const masking = {
  number: integer({ min: 1, max: 1000, required: true }),
  field: choice(['title', ...prose], { required: true }),
  kind: choice(['email', 'phone'], { required: true }),
  text: text({ max: 400, required: true, personal: true }),
  state: choice(['proposed', 'masked', 'kept'], { required: true }),
} as const satisfies Fields;

const count = () => integer({ min: 0, max: 1_000_000_000, required: true });

/** Flags and proposals that the record keeps. */
export const MOST_FLAGS = 50;
export const MOST_MASKINGS = 100;

export const knowledgeFields = {
  base: recordReference('knowledge-base', { label: 'Knowledge base', filter: true }),
  kind: choice(kinds, { label: 'Kind', filter: true }),
  audience: audienceField(),
  language: language(),
  symptoms: text({ max: 8000, searched: 'body', label: 'Symptoms' }),
  environment: text({ max: 8000, searched: 'body', label: 'Environment' }),
  body: text({ max: MOST_TEXT, required: true, searched: 'body', label: 'Text' }),
  cause: text({ max: 8000, searched: 'body', label: 'Cause' }),
  resolution: text({ max: 32_000, searched: 'body', label: 'Resolution' }),
  services: list(reference({ directory: 'service' }), { max: 50, label: 'Services', directory: 'service' }),
  keywords: list(line({ max: 80 }), { max: 30, label: 'Keywords', searched: 'tags' }),
  versionNo: integer({ min: 1, max: 1_000_000, label: 'Version', readOnly: true }),
  validUntil: day({ label: 'Valid until' }),
  owner: reference({ label: 'Owner', filter: true, directory: 'person' }),
  authors: list(reference(), { max: 100, label: 'Authors of this version', readOnly: true, visibility: 'internal' }),
  reviewerGroup: reference({ label: 'Group of reviewers', filter: true, directory: 'group' }),
  translationOf: recordReference('knowledge', { label: 'Translation of', onDelete: 'keep' }),
  replacement: recordReference('knowledge', { label: 'Replaced by', onDelete: 'keep', readOnly: true }),
  source: line({ max: 40, label: 'Made from', readOnly: true, visibility: 'internal' }),
  firstPublishedAt: instant({ label: 'First published', readOnly: true }),
  explanation: text({
    max: 2000,
    label: 'Why it is not the same as a similar one',
    readOnly: true,
    visibility: 'internal',
  }),
  ...roundFields('review', 'Review'),
  decision: text({ max: 4000, label: 'Decision', readOnly: true }),
  flagged: flag({ label: 'Flagged', readOnly: true, filter: true, visibility: 'internal' }),
  openFlags: integer({ min: 0, max: 100_000, label: 'Open flags', readOnly: true, visibility: 'internal' }),
  flags: list(group(flagged), { max: MOST_FLAGS, label: 'Flags', readOnly: true, visibility: 'internal' }),
  lastFlag: integer({ min: 0, max: 100_000, label: 'Number of the last flag', readOnly: true, visibility: 'internal' }),
  maskings: list(group(masking), {
    max: MOST_MASKINGS,
    label: 'Personal data in it',
    readOnly: true,
    visibility: 'internal',
  }),
  sanitised: list(line({ max: 80 }), {
    max: 100,
    label: 'Taken out of the text',
    readOnly: true,
    visibility: 'internal',
  }),
  usage: group(
    { views: count(), linked: count(), resolvedWith: count() },
    { label: 'Usage', readOnly: true, visibility: 'internal' },
  ),
  qualityScore: integer({ min: 0, max: 100, label: 'Quality score', readOnly: true, visibility: 'internal' }),
  reviewAskedFor: day({ label: 'Review asked for the validity until', readOnly: true, visibility: 'internal' }),
} as const satisfies Fields;

/** What a version is made of. */
export const content = [
  ...(['title', 'kind', 'audience', 'confidential', 'language'] as const),
  ...prose,
  ...(['services', 'ciIds', 'keywords', 'tags', 'serviceId'] as const),
] as const;

/** What of the version in force lists and rights look at. */
export const beside = [
  ...(['title', 'kind', 'audience', 'confidential', 'language'] as const),
  ...(['services', 'ciIds', 'keywords', 'tags', 'serviceId'] as const),
] as const;

export const knowledgeStates = {
  draft: 'open',
  review: 'open',
  published: 'waiting',
  pending_retirement: 'waiting',
  retired: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

export type Knowledge = RecordOf<typeof knowledgeFields, keyof typeof knowledgeStates>;
export type Flag = NonNullable<Knowledge['flags']>[number];
export type Masking = NonNullable<Knowledge['maskings']>[number];

const numbers = () => list(integer({ min: 1, max: 1000 }), { max: MOST_MASKINGS });
const reason = text({ max: 2000, required: true });

/** Inputs of the actions. */
export const inputs = {
  submit: {
    explanation: text({ max: 2000, description: 'Why it is none of the articles that are nearly the same' }),
  },
  approve: { comment: text({ max: 4000 }) },
  reject: { reason },
  reviewPersonalData: {
    mask: numbers(),
    keep: numbers(),
    reason: text({ max: 2000, description: 'Why what is kept may be published; required when something is' }),
  },
  flag: { reason: text({ max: 1000, required: true }) },
  resolveFlags: { reason },
  requestRetirement: { reason: text({ max: 2000 }) },
  retire: { reason: text({ max: 2000 }), replacement: recordReference('knowledge', { onDelete: 'keep' }) },
  renew: { validUntil: day({ required: true }) },
  nothing: {},
} as const;
