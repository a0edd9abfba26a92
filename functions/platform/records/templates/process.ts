/** Templates: which fields a tenant's records have beside their own, what is preset in them, and what is required when (A6). */

import { defineProcess } from '#shared/grammar/process-definition';
import { templatesProblems } from './problems.ts';
import { template } from './template/template.ts';

export const templates = defineProcess({
  id: 'templates',
  stage: 'platform',
  group: 'records',
  title: 'Templates',
  purpose: 'Let a tenant say which fields its records have, what is preset in them and what they must have when.',
  records: [template],
  consumes: [],
  problems: templatesProblems,
});
