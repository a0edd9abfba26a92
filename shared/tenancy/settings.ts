/** Numbers and choices that a tenant may set: each stands with its owner, in a file `settings.ts`, and all of them are one document. */

interface Said {
  /** What it decides. */
  readonly says: string;
  /** Whoever writes the document says it; what came later may be left out, and means its default. */
  readonly required?: true;
}

/** What can be set. Durations are ISO 8601, more than nothing and at most 180 days; ids have up to 80 characters. */
export type Setting = Said &
  (
    | { readonly is: 'integer'; readonly min: number; readonly max: number; readonly default: number }
    | {
        readonly is: 'integers';
        readonly min: number;
        readonly max: number;
        readonly most: number;
        readonly default: readonly number[];
      }
    | { readonly is: 'duration' | 'id'; readonly default: string }
    | { readonly is: 'ids'; readonly most: number; readonly default: readonly string[] }
    /** An id for each of some keys, such as who owns which cost centre. */
    | { readonly is: 'map'; readonly most: number; readonly default: Readonly<Record<string, string>> }
    | { readonly is: 'choice'; readonly of: readonly string[]; readonly default: string }
  );

export type SettingRows = Readonly<Record<string, Setting>>;

type ValueOf<S extends Setting> = S extends { readonly is: 'integer' }
  ? number
  : S extends { readonly is: 'integers' }
    ? readonly number[]
    : S extends { readonly is: 'ids' }
      ? readonly string[]
      : S extends { readonly is: 'map' }
        ? Readonly<Record<string, string>>
        : S extends { readonly is: 'choice'; readonly of: readonly (infer C)[] }
          ? C
          : string;

/** The values of an owner's settings, by their names. */
export type SettingsOf<R extends SettingRows> = { readonly [N in keyof R]: ValueOf<R[N]> };

const defaults: Record<string, Setting['default']> = {};

/** States the settings of an owner: a function that carries them knows their defaults from then on. @throws Error when a name is taken */
export function defineSettings<const R extends SettingRows>(rows: R): R {
  for (const [name, row] of Object.entries(rows)) {
    if (Object.hasOwn(defaults, name)) throw new Error(`two owners state the setting ${name}`);
    defaults[name] = row.default;
  }
  return rows;
}

/** What is set before anybody sets anything, of the owners that this function carries. */
export const statedDefaults = (): Readonly<Record<string, Setting['default']>> => defaults;
