/** POST /v1/calendars/evaluate: working time on a calendar, stored or given, with the segments that it is made of. */
import * as z from 'zod/mini';
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import type { Calendar } from '#shared/time/calendar';
import { CalendarError } from '#shared/time/calendar-check';
import { type CalendarQuestion, evaluateCalendar } from '#shared/time/evaluate';
import { placeOf } from './documents.ts';
import { calendarSchema } from './kinds.ts';

const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
export const evaluationSchema = z.strictObject({
  calendar: z.union([z.string().check(z.minLength(1), z.maxLength(80)), calendarSchema]),
  from: instant,
  add: z.exactOptional(z.string().check(z.maxLength(40))),
  to: z.exactOptional(instant),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export async function evaluate({ request, body }: Call<Evaluation>): Promise<Response> {
  const { from, add, to } = body;
  if ((add === undefined) === (to === undefined))
    throw new Problem('validation-failed', 'give either add, a duration such as PT20H, or to, an instant');
  const calendar =
    typeof body.calendar === 'string'
      ? await stored(request.caller.tenant, body.calendar)
      : (body.calendar as Calendar);
  const question = { calendar, from, ...(add === undefined ? { to } : { add }) } as CalendarQuestion;
  try {
    return { status: 200, body: evaluateCalendar(question) };
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

async function stored(tenant: Parameters<typeof placeOf>[0], id: string): Promise<Calendar> {
  const document = (await placeOf(tenant)).documents.find(
    (candidate) => candidate.kind === 'calendar' && candidate.id === id,
  );
  if (document) return document.body as Calendar;
  throw new Problem('unknown-reference', `there is no calendar ${id}`);
}
