/** The one document of settings: what holds for all records, and what owners state. */
import * as z from 'zod/mini';
import { settings as gathered } from '#functions/settings';
import { isOrigin } from '#shared/http/origins';
import type { Fault } from '#shared/tenancy/document-form';
import type { Settings } from '#shared/tenancy/documents';
import type { Setting, SettingRows } from '#shared/tenancy/settings';
import { checkWait } from '#shared/tenancy/wait';
import { idSchema, nameSchema } from '#shared/text/line';

const id = idSchema(80);
/** As long as a reference may be in a record. */
const reference = idSchema(120);
const tag = z
  .string()
  .check(z.maxLength(40), z.regex(/^[a-z0-9-]{2,40}$/, 'expected 2 to 40 characters of a-z, 0-9 and -'));

function schemaOf(setting: Setting): z.ZodMiniType<unknown> {
  switch (setting.is) {
    case 'integer':
      return z.int().check(z.gte(setting.min), z.lte(setting.max));
    case 'integers':
      return z.array(z.int().check(z.gte(setting.min), z.lte(setting.max))).check(z.maxLength(setting.most));
    case 'duration':
      return z.string().check(z.maxLength(40));
    case 'id':
      return id;
    case 'ids':
      return z.array(id).check(z.maxLength(setting.most));
    case 'map': {
      const few = z.refine<Record<string, string>>((given) => Object.keys(given).length <= setting.most);
      return z.record(nameSchema(80), reference).check(few);
    }
    case 'choice':
      return z.enum(setting.of);
  }
}

const stated: SettingRows = Object.assign({}, ...gathered);

/** @returns required ones as they are, others as fields that may be left out */
function fieldOf(setting: Setting): z.ZodMiniType<unknown> {
  const schema = schemaOf(setting).check(z.meta({ description: setting.says, examples: [setting.default] }));
  return setting.required ? schema : z.exactOptional(schema);
}

const common = {
  businessCalendarId: id,
  tagVocabulary: z.exactOptional(z.array(tag).check(z.maxLength(1000))),
  categories: z.exactOptional(z.array(nameSchema(80)).check(z.maxLength(1000))),
  services: z.exactOptional(z.array(reference).check(z.maxLength(5000))),
  people: z.exactOptional(z.literal('stored')),
  mailCategory: z.exactOptional(id),
  webOrigins: z.exactOptional(z.array(z.string().check(z.minLength(1), z.maxLength(260))).check(z.maxLength(20))),
};

export const settingsSchema = z.strictObject({
  ...common,
  ...Object.fromEntries(Object.entries(stated).map(([name, setting]) => [name, fieldOf(setting)])),
});

const noOrigin = (index: number): Fault => ({
  slug: 'validation-failed',
  pointer: `/webOrigins/${index}`,
  message: 'expected an origin as browsers send it, such as https://portal.acme.example, without a path',
});

/** What no schema says: how long a duration may be, and what an origin looks like. */
export function checkSettings(settings: Settings): readonly Fault[] {
  const body: Readonly<Record<string, unknown>> = { ...settings };
  const { webOrigins } = settings;
  const durations = Object.entries(stated).filter(([name, { is }]) => is === 'duration' && body[name] !== undefined);
  return [
    ...durations.flatMap(([name]) => checkWait(`/${name}`, String(body[name]))),
    ...(webOrigins ?? []).flatMap((origin, index) => (isOrigin(origin) ? [] : [noOrigin(index)])),
  ];
}
