/** A good request to every operation of every process and service, as the API's description shows it, by somebody who may call it. */

import { processes, services } from '#functions/registry';
import { openApiText } from '#infra/docs/texts';
import { type Operation, processOperations } from '#shared/describe/openapi/operations';
import { isSchema } from '#shared/describe/openapi/schema';
import { root } from '#test/architecture/tree';
import type { Plain } from '#test/conformance/mutations';
import { auditor, type Person, people, strangerWith } from '#test/conformance/people';
import { actorOf, creatorOf, newRecord } from '#test/conformance/records';
import type { ConformanceStack } from '#test/conformance/stack';
import { shownIn } from '#test/support/shown';

const [agent = auditor] = people;

const described = shownIn(JSON.parse(openApiText(root)));

function callerOf({ kind, definition, action, request }: Operation): Person {
  // Who copies a record makes one.
  if (kind === 'create' || request?.kind === 'clone') return creatorOf(definition) ?? agent;
  return actorOf(definition.actions[action ?? '']?.by ?? []) ?? (definition.permissions.AGT ? agent : auditor);
}

async function plain(
  stack: ConformanceStack,
  { id, method, path }: Pick<Operation, 'id' | 'method' | 'path'>,
  by: Person,
  recordId?: string,
): Promise<Plain> {
  const { mediaType, body: example, parameters: shown = {} } = described.get(id) ?? {};
  const segments = path.map((segment) => {
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    return name === undefined ? segment : ((name === 'id' ? recordId : undefined) ?? shown[name] ?? name);
  });
  return {
    operation: id,
    method,
    path: ['v1', ...segments],
    body: isSchema(example) ? example : undefined,
    ...(example !== undefined && { text: typeof example === 'string' ? example : JSON.stringify(example) }),
    headers: {
      authorization: await stack.authorization(by),
      'if-match': '"1"',
      ...(mediaType !== undefined && { 'content-type': mediaType }),
    },
  };
}

/** One request an operation; records that they are about are created. */
export async function plainRequests(stack: ConformanceStack): Promise<readonly Plain[]> {
  const requests: Plain[] = [];
  for (const process of processes) {
    const records = new Map<string, string>();
    for (const { type } of process.records) records.set(type, String((await newRecord(stack, type)).record.id));
    for (const operation of processOperations(process)) {
      const { type } = operation.definition;
      requests.push(await plain(stack, operation, callerOf(operation), records.get(type)));
    }
  }
  for (const operation of services.flatMap(({ operations }) => operations)) {
    const [role] = operation.by ?? [];
    requests.push(await plain(stack, operation, role ? strangerWith(role) : agent));
  }
  return requests;
}
