/** Version numbers in a record, by Semantic Versioning (C3). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import type { Order } from '#shared/grammar/order';
import { MAX_VERSION, VERSION, versionKey } from '#shared/kit/versions/version';

/** In order of precedence: 1.9.0 before 1.10.0-rc.1, and that before 1.10.0. */
const order: Order = {
  keyOf: (value) => (typeof value === 'string' ? versionKey(value) : undefined),
  boundOf: versionKey,
  like: 'a version number such as 1.4.0',
};

/** A version number such as `1.4.0` or `2.0.0-rc.1`. */
export function version<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field<string, O>(
    () =>
      z
        .string()
        .check(
          z.maxLength(MAX_VERSION),
          z.regex(VERSION, 'expected a version number such as 1.4.0 or 2.0.0-rc.1 (Semantic Versioning)'),
          z.meta({ examples: ['1.4.0'] }),
        ),
    options,
    { order },
  );
}
