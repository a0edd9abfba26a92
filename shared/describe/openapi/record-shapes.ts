/** How each kind of a record's operations is called and answered. */

import { expandParameter } from '#shared/describe/openapi/parameters';
import type { ProblemSet, SlugSet } from '#shared/describe/openapi/problems';
import { pascal } from '#shared/describe/openapi/record';
import { ref, type Schema } from '#shared/describe/openapi/schema';
import type { PartInput } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Fields } from '#shared/grammar/fields';
import type { OperationKind } from '#shared/grammar/routes';

/** Success by status: the component schema, and headers beside the request id. */
export type Success = Readonly<
  Record<
    string,
    {
      readonly schema?: Schema;
      readonly says: string;
      readonly headers?: readonly string[];
      readonly example?: string;
      /** Media types of text that it is answered in as well. */
      readonly alsoAs?: readonly string[];
    }
  >
>;

/** A body: its component's name, its schema, and whether it can be left out. */
export interface Body {
  readonly name: string;
  readonly schema: Schema;
  readonly mediaTypes?: readonly string[];
  readonly many?: number;
  readonly example?: NonNullable<PartInput['example']>;
  /** Of a capability's: its fields, where they say more than the schema, and whether it is like that of a new record. */
  readonly fields?: Fields;
  readonly like?: 'create' | 'action';
}

/** Parameters, problems and successes of an operation. */
export interface Shape {
  readonly parameters: readonly Schema[];
  readonly problems: readonly (ProblemSet | SlugSet)[];
  readonly success: Success;
}

export const parameter = (...names: readonly string[]): readonly Schema[] =>
  names.map((name) => ref('parameters', name));
const schema = (name: string): Schema => ref('schemas', name);
export const orDryRun = (name: string): Schema => ({ anyOf: [schema(name), schema('DryRun')] });
const reading: readonly ProblemSet[] = ['BadRequest', 'Forbidden'];
export const sent: readonly ProblemSet[] = ['PayloadTooLarge', 'UnsupportedMediaType'];
export const conditional: readonly ProblemSet[] = ['VersionMismatch', 'PreconditionRequired'];
export const posted = ['ETag', 'Idempotency-Replayed'];

export const dryRun = { schema: schema('DryRun'), says: 'What would happen; nothing was stored.' };

/** The whole record. @param says of which one, where it is not that of the path */
export function recordOf({ type, title }: AnyRecordDefinition, says?: string): Success[string] {
  const one = pascal(type);
  const usual = `The whole ${title.toLowerCase()}, or what would happen.`;
  return { schema: orDryRun(one), says: says ?? usual, headers: posted, example: one };
}

/** A record that the request made. */
export function created({ type }: AnyRecordDefinition, says = 'Created.'): Success {
  const one = pascal(type);
  return { 200: dryRun, 201: { schema: schema(one), says, headers: ['Location', ...posted], example: one } };
}

/** Long work that the request began. */
export const accepted: Success[string] = {
  schema: schema('Operation'),
  says: 'It goes on by itself; its address tells how far it is.',
  headers: ['Location', ...posted],
};

/** What those are refused with who may not state a record: people who are to be kept apart are told so. */
export const forbiddenFor = ({ apart }: AnyRecordDefinition): ProblemSet => (apart ? 'ForbiddenAction' : 'Forbidden');

/** What is particular to each kind of operation: parameters, answers, problems. */
export function shapeOf(kind: OperationKind, definition: AnyRecordDefinition): Shape {
  const one = pascal(definition.type);
  // Whoever names people may name one as two who are to be different ones.
  const forbidden = forbiddenFor(definition);
  const read = (name: string, says: string, headers: readonly string[] = []): Shape => ({
    parameters: parameter('RecordId'),
    problems: reading,
    success: { 200: { schema: schema(name), says, headers } },
  });
  const record = recordOf(definition);
  switch (kind) {
    case 'create':
      return {
        parameters: parameter('DryRun', 'IdempotencyKey'),
        problems: ['BadPost', forbidden, 'CreateConflict', ...sent, 'UnacceptableCreate'],
        success: {
          ...created(definition),
          ...(definition.create.batch !== undefined && {
            202: { schema: schema('BatchResult'), says: 'What became of each item.' },
          }),
        },
      };
    case 'read':
      return {
        parameters: [...parameter('RecordId', 'AsOf', 'Fields', 'IfNoneMatch'), ...expandParameter(definition)],
        problems: reading,
        success: {
          200: {
            schema: { anyOf: [schema(one), schema('PartialRecord')] },
            says: 'The record, as far as the caller may see it.',
            headers: ['ETag'],
            example: one,
          },
          304: { says: 'Nothing has changed since the version that If-None-Match names.', headers: ['ETag'] },
        },
      };
    case 'update':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch'),
        problems: ['BadRequest', forbidden, 'UpdateConflict', ...sent, ...conditional, 'UnacceptableUpdate'],
        success: { 200: { ...record, headers: ['ETag'] } },
      };
    case 'act':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'ForbiddenAction', 'ActionConflict', ...sent, ...conditional, 'UnacceptableInput'],
        success: { 200: record },
      };
    case 'actions':
      return read('ActionList', 'Every action, possible or not.', ['ETag']);
  }
}
