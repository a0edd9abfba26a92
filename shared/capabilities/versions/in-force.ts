/** A record whose next version is worked on, as it is for those who do not read all: the version in force. */
import type { VersionsRule } from '#shared/capabilities/versions/publish';
import { versionOf } from '#shared/capabilities/versions/version';
import type { Capability } from '#shared/engine/capability';
import type { AnyRecord } from '#shared/grammar/record';

/** The record with what is in force of it, as far as that stands beside, in place of what is worked on. */
function standingInForce({ content }: Pick<VersionsRule, 'content'>, record: AnyRecord): AnyRecord {
  const { inForce, ...rest } = record;
  if (!inForce) return record;
  const others = Object.entries(rest).filter(([field]) => !(content as readonly string[]).includes(field));
  return { ...Object.fromEntries(others), ...inForce } as AnyRecord;
}

/** What a capability says of it, where its rule keeps something beside. */
export function outsideOf(
  rule: Pick<VersionsRule, 'content' | 'beside' | 'publishedBy' | 'supersededBy'>,
): Pick<Capability, 'outside' | 'whole'> {
  if (!rule.beside) return {};
  return {
    outside: {
      of: (record) => standingInForce(rule, record),
      commands: [...rule.publishedBy, ...(rule.supersededBy ?? [])],
    },
    whole: async ({ request: { caller }, store }, record) => {
      const { type, uid, publishedVersion: version = 0, inForce } = record;
      if (!inForce) return record;
      const found = await versionOf({ store, tenant: caller.tenant }, { type, uid, version });
      return standingInForce(rule, { ...record, inForce: { ...found?.content, ...inForce } });
    },
  };
}
