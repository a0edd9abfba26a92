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

const [agent = auditor] = people;

/** Values of path parameters that the description shows no example of, other than a record's id. */
const parameters: Readonly<Record<string, string>> = {
  id: 'standard',
  task: '1',
  attachment: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  comment: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  verb: 'start',
  clock: 'resolution',
  kind: 'related',
  process: 'incident-management',
  number: '1',
};

interface Shown {
  readonly mediaType?: string;
  readonly example?: unknown;
  /** By name, of the path. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the API's description shows of each operation: a body and its media type, and parameters of the path. */
const described: ReadonlyMap<string, Shown> = new Map(
  Object.values(Object(JSON.parse(openApiText(root)).paths))
    .flatMap((path) => Object.values(Object(path)))
    .map((operation) => {
      const { operationId, requestBody, parameters: all } = Object(operation);
      const [[mediaType, media] = []] = Object.entries(Object(Object(requestBody).content));
      const shown = [all].flat().flatMap((each) => {
        const { name, in: place, example } = Object(each);
        return place === 'path' && example !== undefined ? [[String(name), String(example)]] : [];
      });
      return [
        String(operationId),
        {
          ...(mediaType !== undefined && { mediaType, example: Object(media).example }),
          parameters: Object.fromEntries(shown),
        },
      ];
    }),
);

function callerOf({ kind, definition, action }: Operation): Person {
  if (kind === 'create') return creatorOf(definition) ?? agent;
  return actorOf(definition.actions[action ?? '']?.by ?? []) ?? (definition.permissions.AGT ? agent : auditor);
}

async function plain(
  stack: ConformanceStack,
  { id, method, path }: Pick<Operation, 'id' | 'method' | 'path'>,
  by: Person,
  recordId?: string,
): Promise<Plain> {
  const { mediaType, example, parameters: shown = {} } = described.get(id) ?? {};
  const segments = path.map((segment) => {
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    return name === undefined
      ? segment
      : ((name === 'id' ? recordId : undefined) ?? shown[name] ?? parameters[name] ?? name);
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
