/** A record can be made with a template (A6): its version completes what is stated, and stands beside every decision about the record. */
import { described } from '#shared/capabilities/templates/described';
import { templatesProblems } from '#shared/capabilities/templates/problems';
import { applyTemplate, listTemplates, readForm } from '#shared/capabilities/templates/requests';
import { presetBody, tasksOf, templatedValues, templateOf } from '#shared/capabilities/templates/templates';
import { type Capability, defineCapability } from '#shared/engine/capability';
import { nothing } from '#shared/grammar/capability';

const complete: Capability['complete'] = {
  standing: async ({ runtime, tenant, store }, record) => {
    const template = await templateOf(runtime, tenant, store, record);
    return template ? { template } : {};
  },
  stated: async (completing, given) => {
    const { body, template } = await presetBody(completing, given);
    const { definition } = completing;
    return {
      body,
      finish: (values, circumstances) => templatedValues(definition, template, values, circumstances),
      tasks: tasksOf(template),
      ...(template && { standing: { template } }),
    };
  },
};

/** What is stated with a template is completed; nothing is asked about templates at the address of such records. */
export const templated = defineCapability<unknown, never, never>({
  name: 'templated',
  described: nothing,
  problems: templatesProblems,
  complete,
});

export const templates = defineCapability<unknown, never, never>({
  name: 'templates',
  described,
  problems: templatesProblems,
  requests: [
    { kind: 'list-templates', method: 'GET', path: '*/templates', run: listTemplates },
    { kind: 'read-form', method: 'GET', path: '*/form', run: readForm },
    { kind: 'apply-template', method: 'POST', path: '*/{id}/apply-template', run: applyTemplate },
  ],
  complete,
});
