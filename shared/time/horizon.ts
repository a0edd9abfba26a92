/** How far ahead working time is followed, so that no calendar and no target keeps a function busy. */

/** Working time is not followed further than this into the future or the past. */
export const HORIZON_YEARS = 20;
/** Working time is not measured over more years than this. */
export const MEASURED_YEARS = 100;

/** Working time that does not end within the years that it is followed: the calendar is hardly ever open, or the time is too long. */
export class HorizonError extends RangeError {
  override readonly name = 'HorizonError';

  constructor(what: string, years = HORIZON_YEARS) {
    super(`expected ${what} within ${years} years; open the calendar more often, or ask for less time`);
  }
}
