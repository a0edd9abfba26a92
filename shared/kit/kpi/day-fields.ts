/** The fields of facts that are days of a measured series. */
import { count, instant, measure } from '#shared/kit/kpi/fact';

/** What a fact of a day of a measured series has: when the day began, what is known of it, and the values that enough is known for. */
export const dayFields = {
  day: instant({ required: true }),
  coverage: measure({ required: true }),
  filled: count({ required: true }),
  slots: count({ required: true }),
  mean: measure(),
  max: measure(),
  p95: measure(),
  sum: measure(),
};
