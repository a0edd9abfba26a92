/** For whom an article or a base is: everybody, those who work here, or the members of groups (C7). */
import * as z from 'zod/mini';
import { wrong } from '#shared/engine/refusal';
import type { Refusal } from '#shared/grammar/definition';
import { field } from '#shared/grammar/fields';
import type { Configuration } from '#shared/tenancy/configuration';
import { idSchema } from '#shared/text/line';

export type Audience = 'public' | 'internal' | readonly string[];

const MOST_GROUPS = 50;

/** `public`, `internal`, or the ids of groups. */
export const audienceField = () =>
  field<Audience, { readonly label: string; readonly description: string }>(
    () =>
      z.union([
        z.enum(['public', 'internal']),
        z.array(idSchema(120)).check(z.minLength(1), z.maxLength(MOST_GROUPS)),
      ]) as z.ZodMiniType<Audience>,
    {
      label: 'Audience',
      description: '`public`, `internal` (those who work here), or the groups whose members it is for',
    },
  );

export const isForGroups = (audience: Audience | undefined): audience is readonly string[] => Array.isArray(audience);

/** Groups that there are not are no audience. */
export function unknownGroups(audience: Audience | undefined, config: Configuration): Refusal | undefined {
  if (!isForGroups(audience)) return undefined;
  const unknown = audience.find((group) => config.group(group) === undefined);
  return unknown === undefined ? undefined : wrong('audience', `there is no group ${unknown}`, 'unknown-reference');
}
