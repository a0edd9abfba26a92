/** functions/registry.ts from the folders: every process and platform service that has one is in it. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stages } from '#shared/grammar/process-definition';

/** A process or service: its folder below functions/. */
export interface Unit {
  readonly folder: string;
  readonly definition: 'process' | 'service';
  /** Whether it has a letterbox; every process has. */
  readonly contract?: boolean;
}

export const REGISTRY = 'functions/registry.ts';

/** Folders below functions/ in which processes and services stand: one a stage, and those of the platform's groups. */
function homesIn(functions: string): readonly string[] {
  return stages.flatMap((stage) => {
    if (!existsSync(join(functions, stage))) return [];
    return stage === 'platform' ? foldersIn(join(functions, stage)).map((group) => `${stage}/${group}`) : [stage];
  });
}

const foldersIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** What stands below functions/ of the repository: processes of the field in the order of its stages, then the platform's. */
export function unitsIn(root: string): readonly Unit[] {
  const functions = join(root, 'functions');
  return homesIn(functions).flatMap((home) =>
    foldersIn(join(functions, home)).flatMap((id) => {
      const folder = `${home}/${id}`;
      return (['process', 'service'] as const)
        .filter((definition) => existsSync(join(functions, folder, `${definition}.ts`)))
        .map((definition) => ({ folder, definition, contract: existsSync(join(functions, folder, 'contract.ts')) }));
    }),
  );
}

/** What its definition is called: `incident-management` → `incidentManagement`. */
const nameOf = ({ folder }: Unit): string =>
  folder.slice(folder.lastIndexOf('/') + 1).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function importsOf(unit: Unit): readonly string[] {
  const { folder, definition, contract } = unit;
  const name = nameOf(unit);
  const own = `import { ${name} } from './${folder}/${definition}.ts';`;
  return definition === 'service' && !contract
    ? [own]
    : [`import { contract as ${name}Contract } from './${folder}/contract.ts';`, own];
}

const entryOf = (unit: Unit): string =>
  unit.contract ? `  { ...${nameOf(unit)}, contract: ${nameOf(unit)}Contract },\n` : `  ${nameOf(unit)},\n`;

/** The text of the registry; the same folders give the same text. */
export function registryText(units: readonly Unit[]): string {
  const processes = units.filter(({ definition }) => definition === 'process');
  const services = units.filter(({ definition }) => definition === 'service');
  const byPath = [...units].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return `/**
 * Every process with its letterbox, and every platform service. Written from the folders by \`npm run docs:generate\`. Infrastructure,
 * documentation and tests read it; no bundle ever does.
 */

import type { ProcessDefinition } from '#shared/grammar/process-definition';
import type { ServiceDefinition } from '#shared/serve/service';
${byPath.flatMap(importsOf).join('\n')}

export const processes: readonly ProcessDefinition[] = [
${processes.map((unit) => `  { ...${nameOf(unit)}, contract: ${nameOf(unit)}Contract },\n`).join('')}];

export const services: readonly ServiceDefinition[] = [
${services.map(entryOf).join('')}];
`;
}
