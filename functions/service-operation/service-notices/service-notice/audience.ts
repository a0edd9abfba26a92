/** Who a notice is for: people of the tenant who may read it, and what of it stands on the public page. Pure. */
import type { Predicate } from '#shared/grammar/definition';
import { MAX_HISTORY_DAYS, type PublicNotice, type PublicState } from '#shared/kit/status/public-notice';
import { toSeconds } from '#shared/time/clock';
import type { Notice } from './record.ts';

/** A draft and what was withdrawn before anybody heard of it are the desk's own. */
const isTold = ({ state, announcedAt }: Notice): boolean =>
  !(state === 'planned' || state === 'withdrawn') || announcedAt !== undefined;

/** Whether somebody is among those it is for; of a confidential one only who is named, or in a group that is. */
export const isFor: Predicate<Notice> = (record, person, config) => {
  const { audience, confidential } = record;
  if (!isTold(record) || audience === undefined) return false;
  if ((audience.public || audience.everyone) && !confidential) return true;
  if (audience.users?.includes(person)) return true;
  return audience.groups?.some((id) => config.group(id)?.members.includes(person)) ?? false;
};

const DAY_SECONDS = 86_400;
const isPublicState = (state: string): state is PublicState => state !== 'withdrawn';

/** What the status page shows of it, and until when, in epoch seconds. Title, number of the major incident and people are not among it. */
export function shownInPublic(
  record: Notice,
): { readonly view: PublicNotice; readonly expiresAt?: number } | undefined {
  const { id, state, effect, services = [], updates = [], audience, resolvedAt } = record;
  if (!audience?.public || record.confidential || !isTold(record) || !isPublicState(state)) return undefined;
  const { startsAt, endsAt, publishedAt, estimatedRestore, nextUpdateAt } = record;
  const view: PublicNotice = {
    ...{ id, state, effect, services },
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(estimatedRestore !== undefined && { estimatedRestore }),
    ...(nextUpdateAt !== undefined && { nextUpdateAt }),
    ...(resolvedAt !== undefined && { resolvedAt }),
    updates: updates.flatMap(({ at, state: then, text }) => (isPublicState(then) ? [{ at, state: then, text }] : [])),
  };
  if (resolvedAt === undefined) return { view };
  return { view, expiresAt: toSeconds(Date.parse(resolvedAt)) + MAX_HISTORY_DAYS * DAY_SECONDS };
}
