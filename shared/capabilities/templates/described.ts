/** What is told of templates and their forms. */
import * as z from 'zod/mini';
import { anyValue, count, name, page } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';
import { applyTemplateBody } from '#shared/kit/templates/apply-template';
import { customFieldTypes } from '#shared/kit/templates/template';

const templateEntry = z.object({ id: name, version: count, title: name });

const form = z.object({
  ...templateEntry.shape,
  recordType: name,
  fields: z.array(z.looseObject({ key: name, type: z.enum(customFieldTypes) })).check(z.maxLength(100)),
  defaults: z.record(name, anyValue),
  tasks: z.optional(
    z
      .array(z.object({ title: name, mandatory: z.optional(z.boolean()), assignedGroup: z.optional(name) }))
      .check(z.maxLength(30)),
  ),
});

export const described: PartDescription = {
  requests: {
    'list-templates': {
      called: ({ one }) => [`list${one}Templates`, 'List the templates it can be made with'],
      answers: [{ is: 'component', name: 'TemplateList', says: 'Templates that new records can be made with.' }],
    },
    'read-form': {
      called: ({ one }) => [`get${one}Form`, 'Read what a template asks for'],
      parameters: [
        {
          ...{ name: 'templateId', in: 'query', says: 'Number of the template.', required: true },
          schema: { type: 'string', minLength: 1, maxLength: 40 },
        },
        {
          ...{ name: 'version', in: 'query', says: 'This version instead of the one in force.' },
          schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 1_000_000 },
        },
      ],
      answers: [{ is: 'component', name: 'Form', says: 'The form, as far as the caller may see it.' }],
    },
    'apply-template': {
      called: ({ one }) => [`applyTemplateTo${one}`, 'Give it a template, or another version of its template'],
      input: {
        ...{ name: 'ApplyTemplate', says: 'Which template, and values that it asks for.' },
        ...{ schema: () => applyTemplateBody, like: 'action' },
      },
      ifMatch: 'required',
      answers: [{ is: 'record' }],
      conflicts: ['record-closed', 'immutable', 'guard-failed'],
      ruled: true,
    },
  },
  answers: {
    TemplateList: [page(templateEntry), 'Templates in force of a collection.', 'TemplateEntry'],
    TemplateEntry: [templateEntry, 'A template that new records can be made with.'],
    Form: [form, 'What a version of a template asks for, as far as the caller may see it.'],
  },
  events: {},
  envelope: {},
};
