/** Digests in a record: what a content is recognised by, SHA-256 in lower-case hexadecimal digits (K0.6). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';

const HEX_DIGITS = 64;

/** A SHA-256 digest. Digests stand in no order. */
export function digest<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field<string, O>(
    () =>
      z
        .string()
        .check(
          z.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 digest of 64 hexadecimal digits in lower case'),
          z.meta({ examples: ['5f'.repeat(HEX_DIGITS / 2)] }),
        ),
    options,
    { length: { min: HEX_DIGITS, max: HEX_DIGITS } },
  );
}
