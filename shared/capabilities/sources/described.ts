/** What is told of sources. */
import * as z from 'zod/mini';
import { assignmentBody, sightingsBody } from '#shared/capabilities/sources/requests';
import type { PartDescription } from '#shared/grammar/capability';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const names = z.array(name).check(z.maxLength(200));
const attribute = z.object({ attribute: name, outcome: name, source: z.exactOptional(name) });

/** What became of a report. */
const sighted = {
  outcome: z.enum(['created', 'updated', 'seen', 'unchanged', 'outdated', 'quarantined']),
  record: z.exactOptional(name),
  recognisedBy: z.exactOptional(names),
  attributes: z.exactOptional(z.array(attribute).check(z.maxLength(500))),
  junk: z.exactOptional(names),
  quarantined: z.exactOptional(name),
  candidates: z.exactOptional(names),
};
const result = z.object({
  id: name,
  status: z.int().check(z.gte(200), z.lte(599)),
  ...sighted,
  outcome: z.exactOptional(sighted.outcome),
  problem: z.exactOptional(z.record(name, z.unknown())),
});
const word = z.object({ source: name, value: z.unknown(), since: instant, stale: z.boolean() });
const waiting = z.object({
  id: name,
  source: name,
  seenAt: instant,
  values: z.record(name, z.unknown()),
  since: instant,
  candidates: names,
});
const report = { name: 'report', in: 'path', says: 'The report, as the list names it.' } as const;
const headers = ['Idempotency-Replayed'];

export const described: PartDescription = {
  requests: {
    'report-sightings': {
      called: ({ many }) => [`reportSightingsOf${many}`, 'Report what a source saw'],
      says: 'Each report finds its record by what identifies it, or makes one. Its values count where the source is believed; elsewhere they are kept in the shadow of what counts. With `dryRun=true` nothing is stored, and the results say what would be. Up to 100 are answered at once; more become an operation with the same results.',
      input: {
        name: 'Sightings',
        schema: () => sightingsBody,
        example: () => ({ source: 'discovery', items: [{ title: 'web-01', serial: 'CZC1234ABC' }] }),
      },
      answers: [
        {
          is: 'component',
          name: 'SightingResults',
          says: 'What became of each, in the order of the request.',
          headers,
        },
        { is: 'operation' },
      ],
      conflicts: ['import-running'],
      besideActions: 'report-sightings',
    },
    'read-sources': {
      called: ({ one }) => [`read${one}Sources`, 'Read which source says what of it'],
      answers: [{ is: 'component', name: 'SourcesOfRecord', says: 'Its sources, and their words by attribute.' }],
    },
    quarantine: {
      called: ({ many }) => [
        `listQuarantinedSightingsOf${many}`,
        'List reports of which nobody can tell which record is meant',
      ],
      pages: true,
      answers: [{ is: 'component', name: 'QuarantinedSightings', says: 'Reports that wait, each once.' }],
    },
    'assign-quarantined': {
      called: ({ one }) => [`assignSightingTo${one}`, 'Say which record a report in quarantine is about'],
      parameters: [report],
      input: {
        name: 'SightingAssignment',
        schema: () => assignmentBody,
        example: ({ prefix }) => ({ record: `${prefix}0000041` }),
      },
      answers: [{ is: 'component', name: 'Sighted', says: 'What became of it.', headers, orDryRun: true }],
      besideActions: 'assign-sighting',
    },
    'drop-quarantined': {
      called: ({ many }) => [`dropQuarantinedSightingOf${many}`, 'Drop a report in quarantine'],
      parameters: [report],
      answers: [{ is: 'nothing', says: 'It waits no longer.' }],
    },
  },
  answers: {
    SightingResults: [
      z.object({
        seenAt: instant,
        clamped: z.exactOptional(z.boolean()),
        results: z.array(result).check(z.maxLength(100)),
      }),
      'What became of reports: created, updated, seen (nothing that counts has changed), unchanged (nothing was written), outdated (the source has reported a later sight), quarantined, or why one was refused. `clamped`: the instant of the sight was more than five minutes ahead, and became that of the request.',
    ],
    Sighted: [z.object(sighted), 'What became of a report.'],
    SourcesOfRecord: [
      z.object({
        sources: z
          .array(z.object({ source: name, lastSeen: instant, stale: z.boolean(), staleAt: z.exactOptional(instant) }))
          .check(z.maxLength(20)),
        attributes: z
          .array(
            z.object({
              attribute: name,
              value: z.exactOptional(z.unknown()),
              source: z.exactOptional(name),
              controlled: z.boolean(),
              others: z.array(word).check(z.maxLength(20)),
            }),
          )
          .check(z.maxLength(2000)),
      }),
      'By attribute: the value that counts and whose it is, and what others say, the next to count first.',
    ],
    QuarantinedSightings: [
      z.object({ items: z.array(waiting).check(z.maxLength(200)), nextCursor: z.nullable(name) }),
      'Reports that wait for 90 days, with the records that each may be about.',
    ],
  },
  events: {
    sighted: {
      says: 'A source reported it: which attributes have its word now, which are in the shadow of others, and which it may not change.',
      data: { source: name, promoted: names, shadowed: names, held: names },
    },
    source_gave_way: {
      says: 'A source has not seen it for so long that the words of others count.',
      data: { attributes: names },
    },
  },
  work: { sight: { source: name, seenAt: instant } },
  envelope: {
    sources: {
      title: 'What sources say of it',
      description: 'By source: when it saw it last, and its words by attribute, each since when it says so.',
      schema: { type: 'object', additionalProperties: true },
    },
  },
};
