/** A process states its own problems: its operations are described with them, and its function answers with them. */

import { expect, it } from 'vitest';
import { everyRecord } from '#shared/capabilities/every-record';
import { openApiDocument } from '#shared/describe/openapi/document';
import { propertiesOf } from '#shared/describe/openapi/schema';
import { type AnyRecordDefinition, defineRecord } from '#shared/grammar/definition';
import { defineProcess } from '#shared/grammar/process-definition';
import { Problem, problemRow, registerProblems } from '#shared/problems/problems';
import { defineProblems } from '#shared/problems/row';
import { problemsOf } from '#shared/serve/problems';

const rackProblems = defineProblems({
  'rack-full': { status: 409, title: 'The rack is full', when: 'No unit is free.', remedy: 'Choose another rack.' },
  'rack-locked': { status: 423, title: 'The rack is locked', when: 'Its door is.', remedy: 'Ask for the key.' },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly rackSpecimen: typeof rackProblems;
  }
}

const rack = defineRecord({
  parts: everyRecord,
  type: 'rack',
  prefix: 'RCK',
  path: 'racks',
  title: 'Rack',
  permissions: { AGT: 'RCUX' },
  fields: {},
  lifecycle: { initial: 'ready', states: { ready: 'open', gone: 'final' } },
  create: { summary: 'Put up a rack', by: ['AGT'] },
  actions: {
    place: {
      summary: 'Place something',
      from: ['ready'],
      to: 'same',
      by: ['AGT'],
      input: {},
      guards: { hasRoom: () => ({ slug: 'rack-full', detail: 'no unit is free' }) },
      emits: 'placed',
    },
  },
  lists: {},
}) as unknown as AnyRecordDefinition;

const racks = defineProcess({
  id: 'rack-specimen',
  stage: 'service-operation',
  title: 'Racks',
  purpose: 'Have racks.',
  records: [rack],
  consumes: [],
  problems: rackProblems,
});

const document = openApiDocument({ version: '1', processes: [racks], services: [] });
const { paths, components } = Object(document);
const problemsAt = (path: string, method: string, status: number): unknown => {
  const reference = String(paths[path][method].responses[status]?.$ref);
  return components.responses[reference.replace('#/components/responses/', '')]?.['x-problems'];
};

it('what carries out its rules is described with what they refuse', () => {
  expect(problemsAt('/v1/racks/{id}/place', 'post', 409)).toEqual(
    expect.arrayContaining(['illegal-transition', 'rack-full']),
  );
  expect(problemsAt('/v1/racks/{id}/place', 'post', 423)).toEqual(['rack-locked']);
  expect(problemsAt('/v1/racks', 'post', 409)).toEqual(expect.arrayContaining(['duplicate', 'rack-full']));
  expect(problemsAt('/v1/racks/{id}', 'get', 404)).toEqual(['not-found']);
  expect(JSON.stringify(paths['/v1/racks/{id}'].get.responses)).not.toContain('RackSpecimen');
  expect(Object.keys(propertiesOf(components.schemas.Problem))).toContain('type');
});

it('its function answers with their status and title, beside those of what every record has', () => {
  const rows = problemsOf(racks);
  registerProblems(rows);

  expect(Object.keys(rows)).toEqual(expect.arrayContaining(['rack-full', 'link-not-allowed', 'not-downloadable']));
  expect(Object.keys(rows)).not.toContain('invalid-template');
  expect(new Problem('rack-full', 'no unit is free').document('r-1')).toEqual({
    type: 'urn:itsm:problem:rack-full',
    title: 'The rack is full',
    status: 409,
    detail: 'no unit is free',
    instance: 'r-1',
  });
});

it('what none of its owners states is told as a fault of ours', () => {
  expect(problemRow('invalid-decision-token').status).toBe(500);
});
