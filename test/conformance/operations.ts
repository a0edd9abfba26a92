/** A good request to every operation of every process and service, as somebody who may call it. */

import { processes, services } from '#functions/registry';
import { exampleOf } from '#shared/openapi/example';
import { type Operation, processOperations } from '#shared/openapi/operations';
import { bodyOf } from '#shared/openapi/record-operations';
import { isSchema } from '#shared/openapi/schema';
import { serviceBody } from '#shared/openapi/service-operations';
import type { AnyServiceOperation } from '#shared/process/service';
import type { Plain } from '#test/conformance/mutations';
import { auditor, type Person, people, strangerWith } from '#test/conformance/people';
import { actorOf, creatorOf, newRecord } from '#test/conformance/records';
import { type Body, createBody, inputOf } from '#test/conformance/sample';
import type { ConformanceStack } from '#test/conformance/stack';

const [agent = auditor] = people;

/** Values of path parameters other than a record's id. */
const parameters: Readonly<Record<string, string>> = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  task: '1',
  attachment: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  comment: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  verb: 'start',
  clock: 'resolution',
  kind: 'related',
  process: 'incident-management',
  number: '1',
};

function recordBody({ kind, definition, action, id }: Operation): Body | undefined {
  const named = definition.actions[action ?? ''];
  if (kind === 'create') return createBody(definition);
  if (kind === 'act' && named) return inputOf(named);
  const described = bodyOf({ kind, definition, id, ...(action !== undefined && { action }) } as Operation);
  const example = described && exampleOf(described.schema, { to: `${definition.prefix}0000001` });
  return isSchema(example) ? example : undefined;
}

function callerOf({ kind, definition, action }: Operation): Person {
  if (kind === 'create') return creatorOf(definition) ?? agent;
  return actorOf(definition.actions[action ?? '']?.by ?? []) ?? (definition.permissions.AGT ? agent : auditor);
}

function serviceExample(operation: AnyServiceOperation): Body | undefined {
  const schema = serviceBody(operation);
  const example = schema && exampleOf(schema);
  return isSchema(example) ? example : undefined;
}

async function plain(
  stack: ConformanceStack,
  { id, method, path }: Pick<Operation, 'id' | 'method' | 'path'>,
  by: Person,
  body: Body | undefined,
  recordId?: string,
): Promise<Plain> {
  const segments = path.map((segment) => {
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    return name === undefined ? segment : ((name === 'id' ? recordId : undefined) ?? parameters[name] ?? name);
  });
  return {
    operation: id,
    method,
    path: ['v1', ...segments],
    body,
    headers: {
      authorization: await stack.authorization(by),
      'if-match': '"1"',
      ...(body === undefined
        ? {}
        : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
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
      requests.push(await plain(stack, operation, callerOf(operation), recordBody(operation), records.get(type)));
    }
  }
  for (const operation of services.flatMap(({ operations }) => operations)) {
    const [role] = operation.by ?? [];
    requests.push(await plain(stack, operation, role ? strangerWith(role) : agent, serviceExample(operation)));
  }
  return requests;
}
