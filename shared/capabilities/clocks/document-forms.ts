/** What the matrix and service-level definitions look like as documents, and what makes them wrong. */
import * as z from 'zod/mini';
import { levelOf, PRIORITY_MATRIX, serviceLevelDocuments } from '#shared/capabilities/clocks/documents';
import { clocksProblems } from '#shared/capabilities/clocks/problems';
import { instantSchema } from '#shared/http/instant';
import { chainExceedsSla, olaExceedsSla } from '#shared/kit/service-levels/agreements';
import { clockKinds, metrics } from '#shared/kit/service-levels/clock';
import { checkDefinition, type ServiceLevelDefinition } from '#shared/kit/service-levels/definition';
import { checkMatrix, priorities } from '#shared/kit/service-levels/priority';
import { calendarDocuments } from '#shared/tenancy/defaults';
import { defineForm, type Fault } from '#shared/tenancy/document-form';
import { type Document, type DocumentBodies, documentNamed, documentsOf } from '#shared/tenancy/documents';
import { idSchema, nameSchema } from '#shared/text/line';

const name = nameSchema(160);
const id = idSchema(80);
const duration = z.string().check(z.maxLength(40));
const instant = instantSchema();

const cell = z.enum(priorities);
const matrix = z.array(z.array(cell).check(z.maxLength(4))).check(z.maxLength(4));
const perPriority = z.strictObject(
  Object.fromEntries(priorities.map((priority) => [priority, z.exactOptional(duration)])),
);
const definition = z.strictObject({
  name,
  kind: z.enum(clockKinds),
  metric: z.enum(metrics),
  appliesTo: z.strictObject({
    types: z.exactOptional(z.array(id).check(z.maxLength(40))),
    serviceId: z.exactOptional(id),
    customerId: z.exactOptional(id),
    groupId: z.exactOptional(id),
    supplierRef: z.exactOptional(id),
  }),
  targetByPriority: perPriority,
  calendarId: id,
  calendarByPriority: z.exactOptional(
    z.strictObject(Object.fromEntries(priorities.map((priority) => [priority, z.exactOptional(id)]))),
  ),
  pauseOn: z.array(id).check(z.maxLength(20)),
  warnAt: z.array(z.number()).check(z.maxLength(20)),
  reprioritisation: z.exactOptional(z.enum(['retroactive', 'forward', 'reset'])),
  reopen: z.exactOptional(z.enum(['resume', 'restart'])),
  robotCounts: z.exactOptional(z.boolean()),
  validFrom: instant,
  validTo: z.exactOptional(instant),
  agreementRef: z.exactOptional(name),
  contractRef: z.exactOptional(name),
});

type Body = DocumentBodies['service-level-definition'];

/** The SLAs that a definition bears on, and all definitions as they would be with it. */
function touched(body: Body, documents: readonly Document[], id: string) {
  const definition: ServiceLevelDefinition = { ...body, id, version: 0 };
  const others = documentsOf({ documents }, serviceLevelDocuments).filter((other) => other.id !== id);
  const all = [...others.map(levelOf), definition];
  return { definition, all, slas: all.filter(({ kind }) => kind === 'sla') };
}

/** A definition by itself, then against the calendars and the other definitions of the tenant (B6). */
function checkAgreement(body: Body, documents: readonly Document[], id: string): readonly Fault[] {
  const faults = checkDefinition({ ...body, id, version: 0 }).map(({ pointer, message }) => ({
    ...{ slug: 'validation-failed' as const, pointer, message },
  }));
  if (faults.length > 0) return faults;
  const calendars = [body.calendarId, ...Object.values(body.calendarByPriority ?? {})];
  const missing = calendars.find((calendar) => !documentNamed({ documents }, calendarDocuments, calendar));
  if (missing !== undefined)
    return [{ slug: 'unknown-reference', pointer: '/calendarId', message: `there is no calendar ${missing}` }];
  const { definition, all, slas } = touched(body, documents, id);
  return slas
    .filter((sla) => definition.kind === 'ola' || sla.id === id)
    .flatMap((sla) => olaExceedsSla(sla, definition.kind === 'ola' ? [definition] : all))
    .map(({ pointer, message }) => ({ slug: 'ola-exceeds-sla' as const, pointer, message }));
}

/** Chains of operational levels that together take longer than what was promised: allowed, and told. */
function chains(body: Body, documents: readonly Document[], id: string) {
  const { all, slas } = touched(body, documents, id);
  const path = all.filter(({ kind }) => kind !== 'sla');
  return slas
    .flatMap((sla) =>
      chainExceedsSla(
        sla,
        path.filter(({ metric }) => metric === sla.metric || metric === 'vendor'),
      ),
    )
    .map(({ message }) => ({ code: 'chain-exceeds-sla', message }));
}

export const clocksDocumentForms = [
  defineForm({
    kind: 'priority-matrix',
    path: 'priority-matrices',
    title: 'Priority matrix',
    inherited: true,
    only: PRIORITY_MATRIX,
    writers: ['PRO', 'TAD'],
    schema: matrix,
    problems: clocksProblems,
    check: (body) =>
      checkMatrix(body).map(({ pointer, message }) => ({ slug: 'matrix-not-monotone', pointer, message })),
  }),
  defineForm({
    kind: 'service-level-definition',
    path: 'service-level-definitions',
    title: 'Service-level definition',
    inherited: true,
    writers: ['PRO', 'TAD'],
    schema: definition,
    problems: clocksProblems,
    check: checkAgreement,
    warnings: chains,
    together: () => true,
  }),
];
