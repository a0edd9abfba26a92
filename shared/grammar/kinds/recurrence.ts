/** When something recurs, in a record: a rule of RFC 5545 and the wall time at which it begins, in a zone (K0.7). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import { rolls } from '#shared/kit/recurrence/occurrences';
import { parseRule, RuleError, wallOf } from '#shared/kit/recurrence/rule';
import { idSchema } from '#shared/text/line';
import { isZone } from '#shared/time/zone';

/** A recurrence as a record writes it; the names are RFC 5545's, in lower case. */
export interface WrittenRecurrence {
  readonly rrule: string;
  /** Wall time of the first occurrence. */
  readonly dtstart: string;
  /** IANA zone of the wall times; the tenant's when absent. */
  readonly zone?: string;
  readonly exdates?: readonly string[];
  readonly calendarId?: string;
  readonly roll?: (typeof rolls)[number];
}

const MAX_EXCEPTIONS = 400;

/** What is wrong with a rule, undefined when nothing is. */
function faultOf(rule: unknown): string | undefined {
  try {
    parseRule(String(rule));
    return undefined;
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
}

const isWall = (text: string): boolean => text.includes('T') && wallOf(text) !== undefined;
const isWallOrDay = (text: string): boolean => wallOf(text) !== undefined;

function schemaOf(): z.ZodMiniType<WrittenRecurrence> {
  const shape = z.strictObject({
    rrule: z.string().check(
      z.maxLength(500),
      z.refine((rule) => faultOf(rule) === undefined, { error: ({ input }) => faultOf(input) ?? '' }),
      z.meta({ description: 'Rule of RFC 5545', examples: ['FREQ=MONTHLY;BYDAY=1MO'] }),
    ),
    dtstart: z
      .string()
      .check(
        z.maxLength(19),
        z.refine(isWall, 'expected a wall time such as 2026-06-01T09:00'),
        z.meta({ description: 'First wall time, in the zone', examples: ['2026-06-01T09:00'] }),
      ),
    zone: z.optional(
      z
        .string()
        .check(
          z.maxLength(60),
          z.refine(isZone, 'expected an IANA time zone'),
          z.meta({ description: 'IANA name; the tenant’s when absent', examples: ['Europe/Berlin'] }),
        ),
    ),
    exdates: z.optional(
      z
        .array(
          z
            .string()
            .check(
              z.maxLength(19),
              z.refine(isWallOrDay, 'expected a day or a wall time such as 2026-06-01'),
              z.meta({ examples: ['2026-06-01'] }),
            ),
        )
        .check(z.maxLength(MAX_EXCEPTIONS)),
    ),
    calendarId: z.optional(idSchema(120)),
    roll: z.optional(z.enum(rolls)),
  });
  const calendarWithRoll = z.refine<z.infer<typeof shape>>(
    ({ roll, calendarId }) => roll === undefined || calendarId !== undefined,
    { error: 'expected a calendar, because roll is about its closed days', path: ['calendarId'] },
  );
  return shape.check(calendarWithRoll) as unknown as z.ZodMiniType<WrittenRecurrence>;
}

/** A recurrence that can be read. Whether it recurs at all from now on, and whether there is such a calendar, a rule asks. */
export function recurrence<const O extends FieldOptions>(options?: O): Field<WrittenRecurrence, O> {
  return field<WrittenRecurrence, O>(schemaOf, options);
}
