/** The check of answers would notice: each kind of disagreement with the description is found, and what agrees is not. */
import { describe, expect, it } from 'vitest';
import { type Exchange, judged } from '#test/contract/check';
import { contractLine, missing } from '#test/contract/tally';

const problem = (slug: string, status: number): string =>
  JSON.stringify({ type: `urn:itsm:problem:${slug}`, title: 'T', status, detail: 'd', instance: 'i' });

const json = { 'content-type': 'application/json' };
const refusal = { 'content-type': 'application/problem+json' };
const page: Exchange = {
  method: 'GET',
  target: '/v1/incidents?limit=1',
  status: 200,
  headers: json,
  text: '{"items":[],"nextCursor":null}',
};

describe('an answer that disagrees with the description', () => {
  it.each<[string, Partial<Exchange>, RegExp]>([
    ['a field that is missing', { text: '{"items":[]}' }, /nextCursor/],
    ['a field of another kind', { text: '{"items":{},"nextCursor":null}' }, /must be array/],
    ['a field that nobody has described', { text: '{"items":[],"nextCursor":null,"more":1}' }, /additional.*more/],
    ['a status that is not declared', { status: 226 }, /status 226 is not declared/],
    ['another media type', { headers: { 'content-type': 'text/html' } }, /media type text\/html/],
    ['a header that is not declared', { headers: { ...json, sunset: 'x' } }, /header sunset/],
    [
      'a problem of another operation',
      { status: 400, headers: refusal, text: problem('link-cycle', 400) },
      /link-cycle/,
    ],
    ['success where nothing is described', { target: '/v1/nothing' }, /nothing is described/],
  ])('%s', (_, change, message) => {
    expect(judged({ ...page, ...change }).faults.join()).toMatch(message);
  });

  it('is not one that agrees', () => {
    const refused = { ...page, status: 400, headers: refusal, text: problem('invalid-cursor', 400) };
    const elsewhere = { ...page, target: '/_local/clock', status: 299 };

    expect([page, refused, elsewhere].flatMap((exchange) => judged(exchange).faults)).toEqual([]);
  });

  it('what only a dry run may answer is not let pass elsewhere', () => {
    const text = JSON.stringify({
      dryRun: true,
      command: 'close',
      state: { from: 'new', to: 'closed' },
      changed: [],
      events: [],
      comments: [],
      tasks: [],
      record: {},
    });
    const exchange = { ...page, method: 'POST', target: '/v1/incidents/INC0000001/close', text };

    expect(judged({ ...exchange, target: `${exchange.target}?dryRun=true` }).faults).toEqual([]);
    expect(judged(exchange).faults.join()).toMatch(/required property|additional/);
  });
});

it('tells which operations nobody called, and how many never succeeded', () => {
  const notes = ['readIncident 200', 'readIncident 404', 'closeIncident 409'];
  const described = ['closeIncident', 'createIncident', 'readIncident'];

  expect(missing(described, notes)).toEqual(['createIncident']);
  expect(contractLine(described, notes, true)).toBe(
    'contract: 2 of 3 operations called, 1 with success; 3 answers of different kinds as the description says; never called: createIncident',
  );
});
