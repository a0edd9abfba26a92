/** Who decides on a record, and who does not: its policy with everybody whom it calls by what they are to the record (A10, A17). Pure. */
import { policyNamed } from '#shared/capabilities/approvals/policy';
import type { AnyRound } from '#shared/capabilities/approvals/round';
import type { Decision } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { Level, Party, Policy, PolicyParty } from '#shared/kit/approval/rule';
import type { Configuration } from '#shared/tenancy/configuration';
import { isKind } from '#shared/tenancy/documents';
import type { Role } from '#shared/tenancy/roles';

type On = Decision<AnyRecord, unknown>;

/** A policy whose voters are known; `none` where nobody is asked; else the ids of which the tenant has none. */
type Chosen = Concrete | 'none' | { readonly missing: readonly string[] };

/** As it is told: lists that are the teller's own. */
interface Concrete extends Omit<Policy, 'levels' | 'chain'> {
  readonly levels: (Omit<Level, 'voters' | 'vetoRoles'> & { vetoRoles?: string[]; voters: Party[] })[];
  readonly chain?: Party[];
}

export function chosen(rule: AnyRound, decision: On): Chosen {
  const choice = typeof rule.policy === 'string' ? { ids: [rule.policy] } : rule.policy(decision as never);
  if (choice === 'none') return choice;
  const policy = policyNamed(decision.config, ...choice.ids) ?? choice.otherwise;
  if (!policy) return { missing: choice.ids };
  const parties = (each: readonly PolicyParty[]): Party[] => each.flatMap((party) => meant(party, rule, decision));
  const { levels, chain, ...times } = policy;
  return {
    ...times,
    levels: levels.map(({ vetoRoles, voters, ...level }) => ({
      ...level,
      ...(vetoRoles && { vetoRoles: [...vetoRoles] }),
      voters: parties(voters),
    })),
    ...(chain && { chain: parties(chain) }),
  };
}

/** Somebody whom nobody is to the record is nobody: a round without voters is blocked, and its owner told. */
function meant(party: PolicyParty, { people }: AnyRound, decision: On): readonly Party[] {
  if (party.kind !== 'subject') return [party];
  const { weight } = party;
  const ids = people?.[party.id]?.(decision as never) ?? [];
  return [...new Set(ids)].map((id) => ({ kind: 'user', id, ...(weight !== undefined && { weight }) }));
}

const namedBy = (record: AnyRecord, field: string): readonly string[] =>
  [record[field]].flat().filter((value) => typeof value === 'string');

const holdersOf = (role: Role, { documents }: Configuration): readonly string[] =>
  documents.flatMap((document) =>
    isKind(document, 'group') && document.body.active && document.body.roles?.includes(role)
      ? document.body.members
      : [],
  );

/** Who has no vote: who created it, whom the fields name, and who holds a role. */
export function excludedFrom({ excludes, excludesRoles = [] }: AnyRound, { record, config }: On): string[] {
  const named = excludes.flatMap((field) => namedBy(record, field));
  const holding = excludesRoles.flatMap((role) => holdersOf(role, config));
  return [...new Set([...named, ...holding, record.createdBy])];
}

/** Who answers what voters ask. */
export const ownerOf = ({ owner = 'requesterId' }: AnyRound, record: AnyRecord): string | undefined =>
  namedBy(record, owner)[0];
