/** Which versions of the other records the caller saw: part of the input of every command that takes others along. */
import * as z from 'zod/mini';
import { field } from '#shared/grammar/fields';
import { idSchema } from '#shared/text/line';

/** Where the input says so. */
export const VERSIONS = 'versions';

const MOST = 20;

export const versions = field(
  () => z.record(idSchema(40), z.int().check(z.gte(1))).check(z.refine((given) => Object.keys(given).length <= MOST)),
  {
    description:
      'Versions of the other records that this was decided on, by number: refused as precondition-failed where one is another by now.',
  },
);
