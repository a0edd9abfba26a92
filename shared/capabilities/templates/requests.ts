/** The forms of a collection: which templates there are for it, what one asks for, and giving a record another version. */

import { templatesFor } from '#shared/capabilities/templates/documents';
import { templateVersionsOf } from '#shared/capabilities/templates/template-versions';
import { complete, writerOf } from '#shared/capabilities/templates/templates';
import { isHidden, readsAll } from '#shared/engine/access';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decidePatch } from '#shared/engine/decide';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters, nameParameter, type Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { applyTemplateBody } from '#shared/kit/templates/apply-template';
import { allValues, carriedOver, customDefaults, mergeCustomValues } from '#shared/kit/templates/custom-fields';
import { isInternal, type Template } from '#shared/kit/templates/template';
import { Problem } from '#shared/problems/problems';
import { permitted } from '#shared/tenancy/roles';

/** Whoever may read or create records of the collection may see its forms. @throws Problem forbidden */
function refuseStrangers({ definition, request: { caller } }: Context): void {
  if (['r', 'R', 'C'].some((letter) => permitted(definition.permissions, caller.roles, letter))) return;
  throw new Problem('forbidden', `your roles do not allow reading ${definition.title.toLowerCase()} records`);
}

/** GET /v1/{collection}/templates: those that new records can be made with. */
export async function listTemplates(context: Context): Promise<Response> {
  const { request, config, definition } = context;
  knownParameters(request, []);
  refuseStrangers(context);
  const items = templatesFor(config, definition.type)
    .filter(({ body }) => !body.retired)
    .map(({ id, version, body: { title } }) => ({ id, version, title }));
  return { status: 200, body: { items, nextCursor: null } };
}

function versionParameter(request: Request): number | undefined {
  const given = request.query.get('version');
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given);
  throw new Problem('unknown-parameter', `version is a whole number from 1, was given ${given}`, {
    parameter: 'version',
  });
}

/** GET /v1/{collection}/form?templateId=&version=: the form as the caller may see it. */
export async function readForm(context: Context): Promise<Response> {
  const { runtime, request, store, config, definition } = context;
  knownParameters(request, ['templateId', 'version']);
  refuseStrangers(context);
  const version = versionParameter(request);
  const id = nameParameter(request, 'templateId');
  if (!id)
    throw new Problem('unknown-parameter', 'say with ?templateId= of which template; …/templates lists them', {
      parameter: 'templateId',
    });
  try {
    const template = await templateVersionsOf(runtime).find(request.caller.tenant, store, config, definition.type, {
      id,
      ...(version !== undefined && { version }),
    });
    return { status: 200, body: formOf(definition, template, readsAll(definition, request.caller)) };
  } catch (error) {
    if (!(error instanceof Problem) || error.slug !== 'unknown-reference') throw error;
    throw new Problem('not-found', error.message);
  }
}

/** What a form shows: compiled parts are ours, tasks and internal fields are the agents'. */
function formOf(
  definition: AnyRecordDefinition,
  { fields, tasks, defaults, ...template }: Template,
  seesInternal: boolean,
): Readonly<Record<string, unknown>> {
  const shown = fields.filter((field) => seesInternal || !isInternal(field));
  const preset = Object.entries(defaults).filter(([name]) => seesInternal || !isHidden(definition, name));
  return {
    ...template,
    defaults: Object.fromEntries(preset),
    fields: shown.map(({ program: _, requiredWhen: __, ...field }) => field),
    ...(seesInternal && { tasks }),
  };
}

/**
 * POST …/apply-template: the version in force, or the one named, of the record's template or another. Values that it knows and accepts stay;
 * what is missing then comes from the body or from its defaults.
 */
export async function applyTemplate(context: Context): Promise<Response> {
  const { runtime, request, store, config, definition } = context;
  const { caller } = request;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  return runCommand(context, {
    allowed: (_, circumstances) => permitted(definition.permissions, circumstances.caller.roles, 'U'),
    precondition: 'required',
    parse: () => validated(applyTemplateBody, body, Object.keys(applyTemplateBody.shape)),
    decide: async ({ record }, { templateId, version, customFields = {} }, circumstances) => {
      const id = templateId ?? record.templateId;
      if (id === undefined)
        throw new Problem('required-field-missing', 'the record has no template yet: say which in templateId', {
          errors: [{ pointer: '/templateId', code: 'required-field-missing', message: 'templateId is required' }],
        });
      const template = await templateVersionsOf(runtime).find(caller.tenant, store, config, definition.type, {
        id,
        ...(version !== undefined && { version }),
      });
      const before = { ...customDefaults(template), ...carriedOver(template, allValues(record)) };
      const merged = mergeCustomValues(template, before, customFields, writerOf(definition, caller, config));
      const changes = { templateId: template.id, templateVersion: template.version, ...merged };
      const plan = decidePatch(definition, record, changes, circumstances);
      return complete(definition, { ...plan, command: 'apply-template' }, { ...circumstances, template });
    },
  });
}
