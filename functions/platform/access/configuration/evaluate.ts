/** POST /v1/calendars/evaluate: working time on a calendar, stored or given, with the segments that it is made of. */
import * as z from 'zod/mini';
import { instantSchema } from '#shared/http/instant';
import { Problem } from '#shared/problems/problems';
import { calendarDocuments } from '#shared/tenancy/defaults';
import { defineTrial, type Tried } from '#shared/tenancy/document-form';
import { documentNamed } from '#shared/tenancy/documents';
import type { Role } from '#shared/tenancy/roles';
import type { Calendar } from '#shared/time/calendar';
import { CalendarError } from '#shared/time/calendar-check';
import { type CalendarQuestion, evaluateCalendar } from '#shared/time/evaluate';
import { calendarSchema } from './calendar-schema.ts';

const canTry: readonly Role[] = ['AGT', 'PRO', 'TAD', 'MSP', 'AUD'];

const instant = instantSchema();
const evaluationSchema = z.strictObject({
  calendar: z.union([z.string().check(z.minLength(1), z.maxLength(80)), calendarSchema]),
  from: instant,
  add: z.exactOptional(z.string().check(z.maxLength(40))),
  to: z.exactOptional(instant),
});
type Evaluation = z.infer<typeof evaluationSchema>;

function evaluate(body: Evaluation, tried: Tried): unknown {
  const { from, add, to } = body;
  if ((add === undefined) === (to === undefined))
    throw new Problem('validation-failed', 'give either add, a duration such as PT20H, or to, an instant');
  // Counting by a calendar that nobody wrote down is for those who write them, and for agents who ask what one would mean.
  if (typeof body.calendar !== 'string' && !canTry.some((role) => tried.caller.roles.has(role)))
    throw new Problem(
      'forbidden',
      `a calendar in the body is for ${canTry.join(', ')}; give the id of one that is stored`,
    );
  const calendar = typeof body.calendar === 'string' ? stored(tried, body.calendar) : (body.calendar as Calendar);
  const question = { calendar, from, ...(add === undefined ? { to } : { add }) } as CalendarQuestion;
  try {
    return evaluateCalendar(question);
  } catch (error) {
    if (error instanceof CalendarError) {
      const errors = error.problems.map(({ pointer, message, code }) => ({
        pointer: `/calendar${pointer}`,
        code,
        message,
      }));
      throw new Problem(error.code, errors.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '), {
        errors,
      });
    }
    if (error instanceof RangeError) throw new Problem('validation-failed', error.message);
    throw error;
  }
}

function stored(tried: Tried, id: string): Calendar {
  const document = documentNamed(tried, calendarDocuments, id);
  if (document) return document.body;
  throw new Problem('unknown-reference', `there is no calendar ${id}`);
}

export const evaluation = defineTrial<Evaluation>({
  id: 'evaluateCalendar',
  segment: 'evaluate',
  summary: 'Add working time on a calendar, or measure it',
  body: evaluationSchema,
  answer: evaluate,
});
