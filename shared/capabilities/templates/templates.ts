/** Templates in the pipeline: a record's version is at hand for every command, and what a person leaves behind satisfies it. */

import { templateVersionsOf } from '#shared/capabilities/templates/template-versions';
import { readsAll } from '#shared/engine/access';
import type { Circumstances } from '#shared/engine/circumstances';
import type { Context } from '#shared/engine/context';
import type { NewTask, Plan } from '#shared/engine/plan';
import type { Runtime } from '#shared/engine/runtime';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import {
  allValues,
  customDefaults,
  mergeCustomValues,
  missingFields,
  refuseMissing,
  type Values,
  type Writer,
} from '#shared/kit/templates/custom-fields';
import type { PublishedField, Template } from '#shared/kit/templates/template';
import { Problem } from '#shared/problems/problems';
import type { Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** The version that a record was made with; undefined for one made without a template. */
export async function templateOf(
  runtime: Runtime,
  tenant: TenantId,
  store: Store,
  { templateId, templateVersion }: AnyRecord,
): Promise<Template | undefined> {
  if (templateId === undefined || templateVersion === undefined) return undefined;
  return templateVersionsOf(runtime).load(tenant, store, { id: templateId, version: templateVersion });
}

/** What a template may not preset: who and when are the request's own to say. */
const NOT_PRESET = ['openedAt', 'reason', 'requesterId', 'onBehalfOf', 'templateId', 'customFields', 'externalId'];

/** The body of a create with the defaults of the template that it names, and that template. @throws Problem unknown-reference */
export async function presetBody(
  {
    runtime,
    store,
    config,
    definition,
    tenant,
  }: Pick<Context, 'runtime' | 'store' | 'config' | 'definition'> & { readonly tenant: TenantId },
  body: unknown,
): Promise<{ readonly body: unknown; readonly template: Template | undefined }> {
  const id = body !== null && typeof body === 'object' ? Reflect.get(body, 'templateId') : undefined;
  if (typeof id !== 'string' || id.length > 120) return { body, template: undefined };
  const template = await templateVersionsOf(runtime).find(tenant, store, config, definition.type, { id });
  const defaults = Object.entries(template.defaults).filter(([name]) => !NOT_PRESET.includes(name));
  return { body: { ...Object.fromEntries(defaults), ...(body as Values) }, template };
}

/** Tasks that a template lays down for a new record. */
export function tasksOf(template: Template | undefined): readonly NewTask[] {
  return (template?.tasks ?? []).map((task) => ({ mandatory: false, ...task }));
}

export function writerOf(definition: AnyRecordDefinition, caller: Caller, config: Configuration): Writer {
  return { seesInternal: readsAll(definition, caller), hasGroup: (id) => config.group(id) !== undefined };
}

/** The values that a new record gets from its template. @throws Problem what is wrong with the custom fields */
export function templatedValues(
  definition: AnyRecordDefinition,
  template: Template | undefined,
  given: Values,
  { caller, config }: Pick<Circumstances, 'caller' | 'config'>,
): Values {
  const { customFields, ...rest } = given;
  if (!template && customFields === undefined) return given;
  const writer = writerOf(definition, caller, config);
  const defaults = template ? customDefaults(template) : {};
  const merged = mergeCustomValues(template, defaults, (customFields ?? {}) as Values, writer);
  return {
    ...rest,
    ...(template && { templateId: template.id, templateVersion: template.version }),
    ...Object.fromEntries(Object.entries(merged).filter(([, values]) => values !== null)),
  };
}

/** The changes of a merge patch, its custom fields merged into those of the record. */
export function patchedValues(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  changes: Values,
  { caller, config, template }: Circumstances,
): Values {
  const { customFields, ...rest } = changes;
  if (customFields === undefined) return changes;
  const given = customFields ?? Object.fromEntries(Object.keys(allValues(record)).map((key) => [key, null]));
  const writer = writerOf(definition, caller, config);
  const readOnly = (field: PublishedField): boolean => isPast(definition, record.state, field.readOnlyAfter);
  return { ...rest, ...mergeCustomValues(template, allValues(record), given as Values, writer, readOnly) };
}

/** Whether a state is this one or comes after it in the order in which the lifecycle lists them. */
function isPast(definition: AnyRecordDefinition, state: string, after: string | undefined): boolean {
  if (after === undefined) return false;
  const order = Object.keys(definition.lifecycle.states);
  return order.includes(after) && order.indexOf(state) >= order.indexOf(after);
}

/**
 * The plan, if the record that it leaves has what its template requires. Our own automation fills in no forms, and a deleted or ended record
 * needs nothing more. @throws Problem required-field-missing
 */
export function complete(definition: AnyRecordDefinition, plan: Plan, { caller, template }: Circumstances): Plan {
  if (template && !caller.roles.has('SYS'))
    refuseMissing(template, plan.after, { seesInternal: readsAll(definition, caller) });
  return plan;
}

/** Custom fields that an action still wants before the record may come into a state. */
export function missingInState(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  state: string,
  { caller, template }: Circumstances,
): readonly string[] {
  if (!template) return [];
  try {
    const seesInternal = readsAll(definition, caller);
    return missingFields(template, { ...record, state }, { seesInternal }).map((key) => `customFields.${key}`);
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}

/** @throws Problem unknown-tag for a tag that is new to the record and not in the tenant's vocabulary (A6) */
export function refuseUnknownTags(config: Configuration, given: unknown, before: readonly string[] = []): void {
  const { tagVocabulary } = config.settings;
  if (!tagVocabulary || !Array.isArray(given)) return;
  const errors = given.flatMap((tag, index) =>
    before.includes(tag) || tagVocabulary.includes(tag)
      ? []
      : [
          {
            pointer: `/tags/${index}`,
            code: 'unknown-tag',
            message: `${tag} is not in the tenant’s vocabulary of tags`,
          },
        ],
  );
  if (errors.length > 0) throw new Problem('unknown-tag', errors.map(({ message }) => message).join('; '), { errors });
}
