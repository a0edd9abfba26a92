/** For each function, a bundle of nothing but the SDK clients that it uses: what its own bundle is compared with. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { bundle, bundleDirectory } from '#infra/bundle';

/** Within the repository, so that the packages of its node_modules are found. */
const ROOT = join('.build', 'bench');

const metafileSchema = z.object({
  outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.unknown()) })),
});

/** Bundles the bare clients of the functions; answers where each bundle is. Functions without a client have none. */
export async function bundleBareClients(ids: readonly string[], root: string): Promise<ReadonlyMap<string, string>> {
  const { outputs } = metafileSchema.parse(JSON.parse(await readFile(join(root, '.build', 'meta.json'), 'utf8')));
  const entries: { id: string; entry: string }[] = [];
  for (const id of ids) {
    const inputs = Object.keys(outputs[`${bundleDirectory}/${id}/index.mjs`]?.inputs ?? {});
    const source = bareSource(
      await Promise.all(inputs.filter(isOurs).map((path) => readFile(join(root, path), 'utf8'))),
    );
    if (source === undefined) continue;
    const entry = join('functions', id, 'handler.ts');
    await mkdir(join(root, ROOT, dirname(entry)), { recursive: true });
    await writeFile(join(root, ROOT, entry), source);
    entries.push({ id, entry });
  }
  const made = await bundle(entries, join(root, ROOT));
  return new Map(made.map(({ id, dir }) => [id, join(root, ROOT, dir, 'index.mjs')]));
}

const isOurs = (path: string): boolean => /^(functions|shared)\//.test(path);

/** A module that makes each client once, and keeps each other name of the SDK that the sources import. */
function bareSource(sources: readonly string[]): string | undefined {
  const names = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const [, list = '', client = ''] of source.matchAll(
      /^import \{([^}]*)\} from '(@aws-sdk\/client-[\w-]+)';/gm,
    )) {
      const known = names.get(client) ?? new Set();
      for (const name of list.split(',').map((part) => part.trim()))
        if (name && !name.startsWith('type ')) known.add(name);
      names.set(client, known);
    }
  }
  const used = [...names].filter(([, imported]) => imported.size > 0);
  if (used.length === 0) return undefined;
  const imports = used.map(([client, imported]) => `import { ${[...imported].join(', ')} } from '${client}';`);
  const made = used.flatMap(([, imported]) =>
    [...imported].map((name) => (name.endsWith('Client') ? `new ${name}({})` : name)),
  );
  return `${imports.join('\n')}\nexport const handler = [${made.join(', ')}];\n`;
}
