/** What a capability tells of itself can be told, before any process has it: its specimen is described, with its events and problems. */
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueOf } from '#shared/describe/events/catalogue';
import { openApiDocument } from '#shared/describe/openapi/document';
import { partsOf } from '#shared/grammar/capability';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { routesOf } from '#shared/grammar/routes';
import { registerProblems } from '#shared/problems/problems';
import { problemsOf } from '#shared/serve/problems';
import { root } from '#test/architecture/tree';

const isProcess = (value: unknown): value is ProcessDefinition =>
  value !== null && typeof value === 'object' && 'records' in value && 'stage' in value;

const paths = globSync('shared/capabilities/*/specimen.ts', { cwd: root }).sort();
const found = await Promise.all(
  // One without a process of its own is a record of a fixture.
  paths.map(async (path): Promise<readonly (readonly [string, ProcessDefinition])[]> => {
    const found = Object.values((await import(`${root}/${path}`)) as object).filter(isProcess);
    return found.map((process) => [path.split('/')[2] ?? '', process]);
  }),
);

const specimens = found.flat();

it('there are specimens', () => {
  expect(specimens.length).toBeGreaterThan(10);
});

describe.each(specimens)('%s', (_, process) => {
  it('is described with every request of its parts, every component that they name, and every event', () => {
    registerProblems(problemsOf(process));
    const document = openApiDocument({ version: '1', processes: [process], services: [] });
    const { paths: described, components } = document as {
      readonly paths: Readonly<Record<string, object>>;
      readonly components: { readonly schemas: object; readonly responses: object };
    };
    for (const { method, path } of process.records.flatMap(routesOf)) {
      const at = `/v1/${path.join('/')}`;
      expect([at, Object.keys(described[at] ?? {})]).toEqual([at, expect.arrayContaining([method.toLowerCase()])]);
    }
    const named = [...JSON.stringify(described).matchAll(/"#\/components\/(schemas|responses)\/([^"]+)"/g)];
    const missing = named.filter(
      ([, kind, name]) => !Object.hasOwn(kind === 'schemas' ? components.schemas : components.responses, String(name)),
    );
    expect([...new Set(missing.map(([reference]) => reference))]).toEqual([]);
    const events = catalogueOf([process]).map(({ name }) => name);
    for (const record of process.records)
      for (const { described: told } of partsOf(record))
        for (const event of Object.keys(told.events))
          expect(events).toContain(event.includes('.') ? event : `${record.type.replaceAll('-', '_')}.${event}`);
  });
});
