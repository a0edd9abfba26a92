/** A record's content is drafted, published as numbered versions that never change, and superseded. */
import { described } from '#shared/capabilities/versions/described';
import { outsideOf } from '#shared/capabilities/versions/in-force';
import { CONTENT, VERSION } from '#shared/capabilities/versions/keys';
import { hasPublished, settleVersions, type VersionsRule } from '#shared/capabilities/versions/publish';
import { compareVersions, listVersions, readVersion } from '#shared/capabilities/versions/requests';
import { versionWrites } from '#shared/capabilities/versions/version';
import { defineCapability } from '#shared/engine/capability';
import { type ActionsAmong, actionsAmong, type CompiledPart } from '#shared/grammar/definition';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** The number of the version that was published last, when that was, and the digest of its content. */
    readonly publishedVersion?: number;
    readonly publishedAt?: string;
    readonly publishedDigest?: string;
    /** Since when the version that was published last is not in force any more, though no other took its place. */
    readonly supersededAt?: string;
    /** State and fields of the version in force, while the next one is worked on. */
    readonly inForce?: Readonly<Record<string, unknown>>;
  }
}

/** @param rule what a version is made of, when it is worked on, and by which actions it is published */
export function versions<const S extends string, const N extends string, const A extends string>(
  rule: VersionsRule<S, N, A>,
): CompiledPart<unknown, S, N, ActionsAmong<A>> {
  return defineCapability<unknown, S, N, ActionsAmong<A>>({
    name: 'versions',
    commands: actionsAmong([...rule.publishedBy, ...(rule.supersededBy ?? [])]),
    keeps: [
      { begins: VERSION, counted: 'versions' },
      { begins: CONTENT, copies: true },
    ],
    described,
    notes: [`Published as versions that never change: ${rule.content.map((field) => `\`${field}\``).join(', ')}.`],
    requests: [
      { kind: 'list-versions', method: 'GET', path: '*/{id}/versions', run: (context) => listVersions(context, rule) },
      {
        kind: 'read-version',
        method: 'GET',
        path: '*/{id}/versions/{version}',
        run: (context) => readVersion(context, rule),
      },
      {
        kind: 'compare-versions',
        method: 'GET',
        path: '*/{id}/versions/{version}/compare',
        run: (context) => compareVersions(context, rule),
      },
    ],
    envelope: {
      publishedVersion: { visibility: 'public' },
      publishedAt: { visibility: 'public' },
      publishedDigest: { visibility: 'public' },
      supersededAt: { visibility: 'public' },
      inForce: { visibility: 'internal' },
    },
    ...outsideOf(rule),
    settle: (draft, circumstances, settling) => settleVersions(rule, draft, circumstances, settling),
    write: ({ definition, tenant, plan: { before, after } }) =>
      hasPublished(before, after) ? versionWrites(definition, tenant, rule.content, after) : [],
  });
}
