/** A round of approval as a record type states it: what asks for it, who decides by which policy, and what the outcome does (A10). */
import type { AnyOutcome, Decision, Effect, Guards, Party } from '#shared/grammar/definition';
import type { Policy, PolicyParty } from '#shared/kit/approval/rule';
import type { Role } from '#shared/tenancy/roles';

/** What becomes of the record: a command of our own automation. Whatever is left out follows from the round's name. */
export interface OutcomeRule<R, S extends string> {
  /** `approve-go-no-go` unless said. */
  readonly command?: string;
  readonly summary?: string;
  /** Where the record goes; absent: it stays where it is. */
  readonly to?: S;
  /** `go_no_go_approved` unless said. */
  readonly emits?: string;
  readonly effects?: readonly Effect<R, Concluded, AnyOutcome>[];
}

/** What a command that concludes a round is told. */
export interface Concluded {
  readonly round: number;
  /** Ulid of the approval; none where nobody had to be asked. */
  readonly approval?: string;
  readonly comment?: string;
}

/** A command of the record that does nothing but ask for the round. */
export interface RequestRule<R, S extends string> {
  readonly from: readonly S[];
  readonly by: readonly Party[];
  readonly summary?: string;
  readonly guards?: Guards<R>;
}

/** Policies by id, the first of which that the tenant has decides; `otherwise` where it has none of them. `none`: nobody is asked. */
export type PolicyChoice = 'none' | { readonly ids: readonly string[]; readonly otherwise?: Policy<PolicyParty> };

/**
 * @typeParam R the record
 * @typeParam S states that it names
 * @typeParam N fields that it names
 */
export interface RoundRule<R, S extends string, N extends string> {
  /** As voters read it: `Go/no-go`. */
  readonly called: string;
  /** States of a record that waits for it, the first of which it goes to. Absent: it stays where it is meanwhile. */
  readonly waits?: readonly [S, ...S[]];
  /** States in which what was approved is decided anew when it changes materially. */
  readonly holds?: readonly S[];
  /** Commands of the record that ask for the round beside what they do, and when they do. */
  readonly askedBy?: Readonly<Record<string, (decision: Decision<R, unknown>) => boolean>>;
  /** A command of its own that asks for it: `request-go-no-go`. */
  readonly request?: RequestRule<R, S>;
  /** Who takes it back by a command of its own: `withdraw-go-no-go`. */
  readonly withdraw?: { readonly by: readonly Party[]; readonly summary?: string; readonly to?: S };
  /** The policy by its id in `/v1/approval-policies`, or what the record's situation asks for. */
  readonly policy: string | ((decision: Decision<R, unknown>) => PolicyChoice);
  /** People whom policies call by what they are to the record (`{ kind: 'subject', id: 'service-owners' }`): who they are. */
  readonly people?: Readonly<Record<string, (decision: Decision<R, unknown>) => readonly string[]>>;
  /** Fields that name who has no vote, beside who created the record (A17). */
  readonly excludes: readonly N[];
  /** Roles whose holders have none. */
  readonly excludesRoles?: readonly Role[];
  /** The field that says who answers what voters ask; its requester unless said. */
  readonly owner?: N;
  /** What is decided upon: when one of these fields changes, it is decided anew. */
  readonly material: readonly N[];
  /** The field that keeps what was said last with the decision. */
  readonly comment?: N;
  readonly approved: OutcomeRule<R, S>;
  readonly rejected: OutcomeRule<R, S>;
  /** Nobody decided in time; a rejection unless said. */
  readonly expired?: OutcomeRule<R, S>;
  /** Nobody may vote on it: the record stays, and says why it waits. */
  readonly blocked?: Pick<OutcomeRule<R, S>, 'command' | 'summary' | 'emits'>;
}

/** Rounds by name, such as `goNoGo`. The one called `approval` is the record's own, and its events name none. */
export type Rounds<R, S extends string, N extends string> = Readonly<Record<string, RoundRule<R, S, N>>>;

/** A round whose record is only known at run time. */
export type AnyRound = RoundRule<never, string, string>;
export type AnyRounds = Readonly<Record<string, AnyRound>>;

const OWN = 'approval';

/** What the events of a round say of its name. */
export const purposeOf = (name: string): { readonly purpose?: string } => (name === OWN ? {} : { purpose: name });
export const nameOf = ({ purpose = OWN }: { readonly purpose?: string | undefined }): string => purpose;

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const snake = (name: string): string => kebab(name).replaceAll('-', '_');

type Named<R, S extends string> = OutcomeRule<R, S> & { readonly command: string; readonly emits: string };

const named = (name: string, verb: string, past: string, rule: OutcomeRule<never, string>): Named<never, string> => ({
  ...rule,
  command: rule.command ?? `${verb}-${kebab(name)}`,
  emits: rule.emits ?? `${snake(name)}_${past}`,
});

/** The commands that conclude a round, by its outcome, and the one that says why it cannot be. */
export function commandsOf(name: string, round: AnyRound) {
  const rejected = named(name, 'reject', 'rejected', round.rejected);
  return {
    approved: named(name, 'approve', 'approved', round.approved),
    rejected,
    expired: round.expired ? named(name, 'expire', 'expired', round.expired) : rejected,
    blocked: named(name, 'block', 'blocked', round.blocked ?? {}),
  };
}
