/** A mapping tried on the beginning of a file: what its first rows would become. Nothing is stored, and nothing is looked up. */
import * as z from 'zod/mini';
import { compileMapping } from '#shared/imports/compile';
import { decoded } from '#shared/imports/encoding';
import { type MappingDocument, mappingDocument } from '#shared/imports/mapping-document';
import { faultsOf } from '#shared/imports/mapping-faults';
import { previewOf } from '#shared/imports/preview';
import { zoneNamed } from '#shared/imports/zone';
import { Problem, problemAt } from '#shared/problems/problems';
import { defineTrial, type Tried } from '#shared/tenancy/document-form';
import { documentNamed } from '#shared/tenancy/documents';
import { clock } from '#shared/time/clock';
import { mappingDocuments } from './documents.ts';

const previewSchema = z.strictObject({
  /** The name of a mapping in effect; or `document`, one that is not stored yet. */
  mapping: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(80))),
  document: z.exactOptional(mappingDocument),
  /** The beginning of the file, header and some rows: as text; or as `base64`, its bytes as they are. */
  text: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200_000))),
  base64: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(280_000), z.regex(/^[A-Za-z0-9+/]+={0,2}$/))),
  zone: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(64))),
});

type PreviewBody = z.infer<typeof previewSchema>;

function previewMapping(body: PreviewBody, tried: Tried): unknown {
  const stored = body.mapping === undefined ? undefined : documentNamed(tried, mappingDocuments, body.mapping);
  const document = body.document ?? stored?.body;
  if ((body.document === undefined) === (body.mapping === undefined))
    refuse('/mapping', 'name a mapping, or give a document; one of the two');
  if (!document) return refuse('/mapping', `there is no mapping ${body.mapping}`);
  if (document.of !== undefined)
    refuse('/mapping', `rows become records of the type ${document.of}: try the file there, with dryRun`);
  refuseFaults(body.document);
  const zoneName = body.zone ?? document.zone ?? tried.profile.zone;
  const zone = zoneNamed(zoneName);
  if (!zone) return refuse('/zone', `expected an IANA time zone such as Europe/Berlin, was given ${zoneName}`);
  const read = previewOf(
    textOf(body, document),
    compileMapping(body.mapping ?? 'preview', document),
    zone,
    clock.now(),
  );
  if (!read.ok) {
    const { code, detail, ...facts } = read.problem;
    throw new Problem('validation-failed', detail, { reason: code, ...facts });
  }
  return { zone: zoneName, ...read.preview };
}

function textOf({ text, base64 }: PreviewBody, { encoding }: MappingDocument): string {
  if ((text === undefined) === (base64 === undefined))
    return refuse('/text', 'give the beginning of the file as text, or its bytes as base64; one of the two');
  if (text !== undefined) return text;
  const decoding = decoded(Buffer.from(base64 ?? '', 'base64'), encoding);
  return 'text' in decoding ? decoding.text : refuse('/base64', decoding.wrong);
}

function refuseFaults(document: MappingDocument | undefined): void {
  const errors = (document ? faultsOf(document) : []).map(({ pointer, message }) => ({
    pointer: `/document${pointer}`,
    code: 'validation-failed',
    message,
  }));
  if (errors[0]) throw new Problem('validation-failed', errors.map(({ message }) => message).join('; '), { errors });
}

function refuse(pointer: string, message: string): never {
  throw problemAt('validation-failed', pointer, message);
}

export const preview = defineTrial<PreviewBody>({
  id: 'previewImportMapping',
  segment: 'preview',
  summary: 'Try a mapping: what the first ten rows of a file would become, or why they would be rejected',
  by: ['TAD', 'INT', 'MSP', 'PRO'],
  body: previewSchema,
  answer: previewMapping,
});
