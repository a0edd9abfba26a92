/** Every process's README shows the lifecycle that its definition states, and three curl calls that the API knows. */
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { processes } from '#functions/registry';
import { withLifecycle } from '#infra/docs/lifecycle';
import { lifecycleReadmes } from '#infra/docs/readmes';
import { folderOf } from '#infra/functions';
import { processOperations } from '#shared/describe/openapi/operations';
import type { RecordRoute } from '#shared/grammar/routes';
import { createSchema, inputSchema, patchSchema } from '#shared/grammar/schemas';
import { matchRoute } from '#shared/http/router';
import { root, textOf } from '#test/architecture/tree';

interface Call {
  readonly method: string;
  readonly path: readonly string[];
  readonly body: unknown;
}

/** The curl calls of a text; a command continues over lines that end with a backslash. */
function curlCalls(text: string): readonly Call[] {
  return [...text.replaceAll('\\\n', ' ').matchAll(/^curl (.+)$/gm)].map(([, command = '']) => {
    const url = new URL(/'?(http:\/\/[^'\s]+)/.exec(command)?.[1] ?? '');
    const body = / -d '([^']*)'/.exec(command)?.[1];
    return {
      method: / -X (\w+)/.exec(command)?.[1] ?? 'GET',
      path: url.pathname.split('/').slice(2),
      body: body === undefined ? undefined : JSON.parse(body),
    };
  });
}

/** What validates the body of a route; nothing where it takes none. */
function acceptedBy({ kind, definition, action = '', part, request }: RecordRoute): z.ZodMiniType | undefined {
  switch (kind) {
    case 'create':
      return createSchema(definition);
    case 'update':
      return patchSchema(definition);
    case 'act':
      return inputSchema(definition.actions[action]?.input ?? {});
    case 'part':
      return part?.described.requests[request?.kind ?? '']?.input?.schema(definition);
    default:
      return undefined;
  }
}

it.each(lifecycleReadmes(root))('$path is up to date (npm run docs:generate)', ({ path, text }) => {
  expect(textOf(path)).toBe(text);
});

describe.each(processes.map((process) => ({ id: process.id, process })))('the README of $id', ({ process }) => {
  const readme = textOf(`${folderOf(process)}/README.md`);
  const calls = curlCalls(readme);

  it('begins with the process and says what it is for', () => {
    expect(readme.split('\n')[0]).toBe(`# ${process.title}`);
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(process.purpose.replace(/\.$/, '').split(/[;,]/)[0]);
  });

  it('has at least three curl calls, each of an operation that there is, with a body that it accepts, whatever kind of operation', () => {
    expect(calls.length).toBeGreaterThanOrEqual(3);
    for (const { method, path, body } of calls) {
      const { route } = matchRoute(processOperations(process), { method, path });
      const taken = acceptedBy(route);
      // What takes no body is sent none.
      if (taken) expect(taken.safeParse(body ?? {}).error?.issues ?? [], path.join('/')).toEqual([]);
      else expect(body, path.join('/')).toBeUndefined();
    }
  });
});

it('a README without markers is refused', () => {
  const [process] = processes;

  expect(() => process && withLifecycle('# Nothing here', process)).toThrow(/has no part between/);
});
