/** Writing to an existing record: merge patch and actions. */

import { complete, patchedValues, refuseUnknownTags } from '#shared/capabilities/templates/templates';
import { withUnanswered } from '#shared/engine/asked';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { allowedAction, askedOf, decidePatch, isParty, sourceStates } from '#shared/engine/decide';
import { refuseUnknownNames } from '#shared/engine/names';
import { referredBy } from '#shared/engine/refer';
import { decideRested, restOf } from '#shared/engine/rest';
import { refuseUnsettable } from '#shared/engine/settable';
import type { AnyRecord } from '#shared/grammar/record';
import { inputSchema, patchFields, patchSchema, recordFields } from '#shared/grammar/schemas';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
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
      refuseUnsettable(definition, body, request.caller, 'changes');
      return validated(patchSchema(definition), body, Object.keys(patchFields(definition)));
    },
    decide: async ({ record }, changes, circumstances) => {
      await refuseUnknownNames(context, recordFields(definition), changes);
      refuseUnknownTags(circumstances.config, changes.tags, record.tags);
      const patched = patchedValues(definition, record, changes, circumstances);
      const stated = { record, values: patched, fields: recordFields(definition) };
      const { values, known } = await restOf(context, stated);
      return complete(
        definition,
        decidePatch(definition, record, values, { ...circumstances, ...known }),
        circumstances,
      );
    },
  });
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
    parse: (record, circumstances) => {
      try {
        return validated(inputSchema(action.input), body, Object.keys(action.input));
      } catch (error) {
        const possible = sourceStates(definition, action).includes(record.state);
        throw possible ? withUnanswered(error, askedOf(action, record, circumstances), body) : error;
      }
    },
    ...(action.refers && {
      refer: (input: Readonly<Record<string, unknown>>, record: AnyRecord) =>
        referredBy(context, allowedAction(definition, name, record).refers, input),
    }),
    decide: async ({ record }, input, circumstances) => {
      allowedAction(definition, name, record);
      const decided = await decideRested(context, record, name, input, circumstances);
      const plan = complete(definition, decided, circumstances);
      await refuseUnknownNames(context, action.input, input);
      return plan;
    },
  });
}
