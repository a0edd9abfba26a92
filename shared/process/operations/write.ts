/** Writing to an existing record: merge patch and actions. */
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { type FieldError, Problem } from '#shared/http/problems';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { runCommand } from '#shared/process/command';
import type { Context } from '#shared/process/context';
import { allowedAction, decideAction, decidePatch, isParty } from '#shared/process/decide';
import type { AnyRecord } from '#shared/process/record';
import { referredBy } from '#shared/process/refer';
import { inputSchema, patchFields, patchSchema, recordFields } from '#shared/process/schemas';
import { complete, patchedValues, refuseUnknownTags } from '#shared/process/templates';
import { permitted } from '#shared/tenancy/roles';

/** PATCH /v1/{collection}/{id} with a merge patch. */
export async function update(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  const body = jsonBody(request, ['application/merge-patch+json', 'application/json']);
  return runCommand(context, {
    allowed: (_, { caller }) => permitted(definition.permissions, caller.roles, 'U'),
    precondition: 'required',
    parse: () => {
      refuseReadOnly(context, body);
      return validated(patchSchema(definition), body, Object.keys(patchFields(definition)));
    },
    decide: ({ record }, changes, circumstances) => {
      refuseUnknownTags(circumstances.config, changes.tags, record.tags);
      const patched = patchedValues(definition, record, changes, circumstances);
      return complete(definition, decidePatch(definition, record, patched, circumstances), circumstances);
    },
  });
}

const ENVELOPE = [
  'uid',
  'id',
  'type',
  'version',
  'state',
  'openedAt',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'closedAt',
  'deletedAt',
  'retentionClass',
  'legalHold',
  'clocks',
  'openTasks',
  'possibleDuplicates',
  'splitFrom',
  'parentId',
  'tenantId',
];

/** The lifecycle state and what rules write are never writable (A1). @throws Problem read-only-field */
function refuseReadOnly({ definition }: Context, body: unknown): void {
  if (body === null || typeof body !== 'object') return;
  const fields = recordFields(definition);
  const errors: FieldError[] = Object.keys(body)
    .filter(
      (name) =>
        ENVELOPE.includes(name) ||
        (Object.hasOwn(fields, name) && (fields[name]?.options.readOnly || fields[name]?.options.fixed)),
    )
    .map((name) => ({
      pointer: `/${name}`,
      code: 'read-only-field',
      message: `${name} changes by actions and rules only; see …/actions`,
    }));
  if (errors.length > 0)
    throw new Problem('read-only-field', errors.map(({ message }) => message).join('; '), { errors });
}

/** POST /v1/{collection}/{id}/{action} */
export async function act(context: Context, name: string): Promise<Response> {
  const { definition, request } = context;
  const action = definition.actions[name];
  if (!action) throw new Problem('not-found', `${definition.title} has no action ${name}`);
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  return runCommand(context, {
    by: action.by,
    allowed: (record, circumstances) =>
      isParty(action.by, record, circumstances) && !circumstances.caller.roles.has('AUD'),
    precondition: 'required',
    parse: () => validated(inputSchema(action.input), body, Object.keys(action.input)),
    ...(action.refers && {
      refer: (input: Readonly<Record<string, unknown>>, record: AnyRecord) =>
        referredBy(context, allowedAction(definition, name, record).refers, input),
    }),
    decide: ({ record }, input, circumstances) =>
      complete(definition, decideAction(definition, name, record, input, circumstances), circumstances),
  });
}
