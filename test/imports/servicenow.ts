/** The built-in mapping of ServiceNow's log, ready to read with. */
import { servicenowIncidents as document } from '#shared/imports/built-in/servicenow-incidents';
import { compileMapping } from '#shared/imports/compile';

export const servicenowIncidents = compileMapping('servicenow-incidents', document);
