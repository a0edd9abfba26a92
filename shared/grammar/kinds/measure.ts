/** Measured values in a record: numbers, each field in one unit. */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import { numeric } from '#shared/grammar/order';

export interface MeasureOptions extends FieldOptions {
  /** The unit that its values are in, such as `kW`, `kg`, `°C` or `U`. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** Digits of a measure at most: more than any instrument has, and few enough to be added exactly. */
const DECIMALS = 6;

const isWritten = (value: number): boolean => value === Number(value.toFixed(DECIMALS));

/** A value in a unit, with at most six decimals; rules add such values exactly (`asWritten`). */
export function measure<const O extends MeasureOptions>(options: O): Field<number, O> {
  const { unit, min, max } = options;
  return field<number, O>(
    () =>
      z
        .number()
        .check(
          z.gte(min),
          z.lte(max),
          z.refine(isWritten, `expected at most ${DECIMALS} decimals`),
          z.meta({ 'x-unit': unit }),
        ),
    options,
    { order: { ...numeric, like: `a number of ${unit}` } },
  );
}
