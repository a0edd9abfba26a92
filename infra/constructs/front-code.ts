/** The code that chooses which API answers a request: JavaScript of CloudFront's runtime 2.0, run for each request before anything else. */
import { byStage, type DeployableProcess } from '#infra/functions';
import { FRONT_HOST, VIEWER_ADDRESS } from '#shared/http/front';
import { QUEUES } from '#shared/http/path';

/** Bytes of a function's code. */
export const LARGEST_CODE = 10_240;

/**
 * A path is its collection's, which is the first segment after `/v1`; a queue is that of what stands in it, and a name below a segment that several share is its
 * owner's. What no stage owns is the platform's, which also answers what nobody knows.
 */
export function frontCode(processes: readonly DeployableProcess[]): string {
  const owned = byStage(processes).map((each) => {
    const names = each.processes.flatMap(({ paths, shared = [] }) => [...paths, ...shared]);
    return `  '${each.stage}': '${names.join(' ')}',`;
  });
  return `import cf from 'cloudfront';
var owned = {
${owned.join('\n')}
};
var origins = {};
for (var origin in owned) owned[origin].split(' ').forEach((name) => { origins['/' + name] = origin; });
function handler(event) {
  var request = event.request;
  var at = request.uri.split('/');
  var first = at[2] === '${QUEUES}' ? at[4] : at[2];
  var id = at[1] === 'v1' && (origins['/' + at[2] + '/' + at[3]] || origins['/' + first]);
  if (id) cf.selectRequestOriginById(id);
  request.headers['${VIEWER_ADDRESS}'] = { value: event.viewer.ip };
  request.headers['${FRONT_HOST}'] = { value: request.headers.host.value };
  return request;
}
`;
}
