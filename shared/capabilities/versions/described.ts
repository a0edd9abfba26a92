/** What is told of published versions. */
import * as z from 'zod/mini';
import type { PartDescription } from '#shared/grammar/capability';
import { INSTANT } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const number = z.int().check(z.gte(1), z.lte(99_999_999));
const digest = z.string().check(z.maxLength(64), z.regex(/^[0-9a-f]{64}$/));
const fields = z.record(name, z.unknown());

const head = {
  version: number,
  at: instant,
  by: z.exactOptional(name),
  digest,
  inForce: z.boolean(),
  state: z.exactOptional(name),
  supersededAt: z.exactOptional(instant),
};
const change = z.object({ field: name, old: z.unknown(), new: z.unknown() });

const ofVersion = { name: 'version', in: 'path', says: 'The version’s number, from 1.', example: '1' } as const;
const DIGEST = { type: 'string', maxLength: 64, pattern: '^[0-9a-f]{64}$' };

export const described: PartDescription = {
  requests: {
    'list-versions': {
      called: ({ one }) => [`list${one}Versions`, 'List its published versions, the newest first'],
      parameters: [{ name: 'asOf', in: 'query', says: 'Only the version in force at this instant.', schema: INSTANT }],
      answers: [{ is: 'component', name: 'VersionList', says: 'Its versions without their content.' }],
    },
    'read-version': {
      called: ({ one }) => [`read${one}Version`, 'Read a published version with its content'],
      parameters: [ofVersion],
      answers: [{ is: 'component', name: 'PublishedVersion', says: 'The version.' }],
    },
    'compare-versions': {
      called: ({ one }) => [`compare${one}Versions`, 'Compare a version with another, or with what is worked on'],
      parameters: [
        ofVersion,
        {
          name: 'to',
          in: 'query',
          says: 'The number of another version; what is worked on when absent.',
          schema: { type: 'string', maxLength: 8, pattern: '^([1-9][0-9]{0,7}|draft)$' },
        },
      ],
      answers: [{ is: 'component', name: 'VersionComparison', says: 'The fields that differ.' }],
    },
  },
  answers: {
    VersionList: [
      z.object({ items: z.array(z.object(head)).check(z.maxLength(10_000)), nextCursor: z.null() }),
      'Published versions. The last one is in force unless it was superseded.',
    ],
    PublishedVersion: [
      z.object({ ...head, intact: z.boolean(), content: fields }),
      'A version as it was published. Its digest is SHA-256 of the content as canonical JSON (RFC 8785); it is intact unless something of it was redacted, or somebody erased, since.',
    ],
    VersionComparison: [
      z.object({
        from: number,
        to: z.union([number, z.literal('draft')]),
        changes: z.array(change).check(z.maxLength(500)),
      }),
      'What differs between two versions, by field.',
    ],
  },
  events: {
    version_published: {
      says: 'Its content was published as the next version.',
      data: { publishedVersion: number, digest },
    },
    version_superseded: { says: 'A version is no longer in force.', data: { publishedVersion: number } },
  },
  envelope: {
    publishedVersion: {
      title: 'The version that was published last',
      schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 99_999_999 },
    },
    publishedAt: { title: 'When it was published', schema: INSTANT },
    publishedDigest: { title: 'SHA-256 of its content as canonical JSON', schema: DIGEST },
    supersededAt: { title: 'Since when it is no longer in force, with no other in its place', schema: INSTANT },
    inForce: {
      title: 'The version in force, while the next one is worked on',
      description: 'Its state, and of its content what lists show; all of it is read as that version.',
      schema: { type: 'object', additionalProperties: true, maxProperties: 100 },
    },
  },
};
