/** Values that several sources report: each attribute has the word that is believed, and the others in its shadow (ADR 60). */

import { described } from '#shared/capabilities/sources/described';
import { sourcesProblems } from '#shared/capabilities/sources/problems';
import { forgettingConsumptions } from '#shared/capabilities/sources/quarantine';
import { identityWrites } from '#shared/capabilities/sources/recognise';
import {
  assignQuarantined,
  dropQuarantined,
  listQuarantined,
  readSources,
  report,
  sightOne,
} from '#shared/capabilities/sources/requests';
import type { SourcesRule } from '#shared/capabilities/sources/rule';
import { passedFor, settleSources } from '#shared/capabilities/sources/settle';
import type { Source } from '#shared/capabilities/sources/weigh';
import { nextChangeAt } from '#shared/capabilities/sources/weigh';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** What sources say of it, by their names. */
    readonly sources?: Readonly<Record<string, Source>>;
  }
}

/** @param rule which attributes, whom to believe and for how long, and by what a report finds its record */
export function sources<R, const N extends string>(rule: SourcesRule<R, N>): Part<R, never, N> {
  const { attributes, precedence, identifyBy } = rule;
  return defineCapability<R, never, N>({
    name: 'sources',
    described,
    problems: sourcesProblems,
    notes: [
      `Reported by sources: ${attributes.map((field) => `\`${field}\``).join(', ')}; believed in the order ${precedence.join(', ')}.`,
      `Recognised by ${identifyBy.map(({ by }) => by.join(' with ')).join(', then by ')}.`,
    ],
    requests: [
      { kind: 'report-sightings', method: 'POST', path: '*/sightings', run: (context) => report(context, rule) },
      { kind: 'read-sources', method: 'GET', path: '*/{id}/sources', run: (context) => readSources(context, rule) },
      { kind: 'quarantine', method: 'GET', path: '*/quarantine', run: (context) => listQuarantined(context, rule) },
      {
        kind: 'assign-quarantined',
        method: 'POST',
        path: '*/quarantine/{report}/assign',
        run: (context) => assignQuarantined(context, rule),
      },
      {
        kind: 'drop-quarantined',
        method: 'DELETE',
        path: '*/quarantine/{report}',
        run: (context) => dropQuarantined(context, rule),
      },
    ],
    steps: { sight: { run: (context, task, item) => sightOne(context, rule, task, item) } },
    envelope: { sources: { visibility: 'internal', unrecorded: true, copies: true } },
    consumes: ({ id }, definitions) => definitions.flatMap((each) => forgettingConsumptions(id, each)),
    settle: (draft, circumstances, settling) => settleSources(rule, draft, circumstances, settling),
    write: (writing) => identityWrites(rule, writing),
    due: {
      next: (record) => nextChangeAt(rule, record),
      passed: (record, { now }) => passedFor(rule, record, now),
    },
  });
}
