import { openApiDocument } from '#shared/openapi/document';
import { incidentManagement } from '#functions/service-operation/incident-management/process';
import { eventManagement } from '#functions/service-operation/event-management/process';
import { changeManagement } from '#functions/service-transition/change-management/process';
import { approvals } from '#functions/platform/approvals/process';
import { writeFileSync } from 'node:fs';
const d = openApiDocument({version:'0.1.0', processes:[incidentManagement,eventManagement,changeManagement,approvals] as never, services:[]});
writeFileSync('/tmp/oalint/openapi.json', JSON.stringify(d,null,1));
console.log(JSON.stringify(d).length, Object.keys(d.paths as object).length);
