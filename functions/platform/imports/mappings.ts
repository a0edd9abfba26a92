/** The files that can be imported. */
import { Problem } from '#shared/http/problems';
import type { IncidentMapping } from '#shared/imports/incident';
import { servicenowIncidents } from '#shared/imports/servicenow-incidents';

export const mappings: Readonly<Record<string, IncidentMapping>> = { [servicenowIncidents.name]: servicenowIncidents };

export const mappingNames = Object.keys(mappings);

/** @throws Problem validation-failed naming the mappings that there are. */
export function mappingOf(name: string): IncidentMapping {
  const found = Object.hasOwn(mappings, name) ? mappings[name] : undefined;
  if (found) return found;
  const message = `there is no mapping ${name}; known: ${mappingNames.join(', ')}`;
  throw new Problem('validation-failed', message, {
    errors: [{ pointer: '/mapping', code: 'validation-failed', message }],
  });
}
