/** package.json, as far as the documentation tests need it; checked where it enters. */
import * as z from 'zod/mini';
import { textOf } from '#test/architecture/tree';

const names = z.record(z.string(), z.string());
const manifest = z.object({
  scripts: z.optional(names),
  dependencies: z.optional(names),
  devDependencies: z.optional(names),
  optionalDependencies: z.optional(names),
  peerDependencies: z.optional(names),
});

/** Scripts, and every dependency of whatever kind, by name. */
export function readManifest(): {
  scripts: Readonly<Record<string, string>>;
  dependencies: Readonly<Record<string, string>>;
} {
  const read = manifest.parse(JSON.parse(textOf('package.json')));
  return {
    scripts: read.scripts ?? {},
    dependencies: {
      ...read.dependencies,
      ...read.devDependencies,
      ...read.optionalDependencies,
      ...read.peerDependencies,
    },
  };
}
