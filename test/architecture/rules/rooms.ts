/** Rooms of shared/: each has a floor, and arrows run down only, so that a reader meets what a file rests on before what rests on it. */
import { importsRefused, type Rule } from '#test/architecture/rule';
import type { Source } from '#test/architecture/source';
import { moduleOf, targetOf } from '#test/architecture/tree';

/** From the ground up. Rooms on one floor do not import each other. */
export const FLOORS: readonly (readonly string[])[] = [
  ['ids', 'problems', 'text'],
  ['time'],
  ['aws', 'kit'],
  ['imports', 'objects', 'store'],
  ['tenancy'],
  ['http'],
  ['events'],
  ['jobs'],
  ['grammar'],
  ['engine'],
  ['capabilities'],
  ['serve'],
  ['describe'],
  ['client'],
];

/** The room of a module, undefined outside shared/. */
export const roomOf = (module: string): string | undefined => /^shared\/([^/]+)\//.exec(module)?.[1];

const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room));

const arrow = (source: Source, target: string): string => `${moduleOf(source)} → ${target}`;

/** Why an import may not be. */
function climbs(source: Source, target: string): string | undefined {
  const [from, to] = [roomOf(moduleOf(source)), roomOf(target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  const [own, other] = [floorOf(from), floorOf(to)];
  if (own < 0 || other < 0) return `${own < 0 ? from : to} has no floor in test/architecture/rules/rooms.ts`;
  return other < own ? undefined : `${from} is not above ${to}: ${arrow(source, target)}`;
}

export const arrowsRunDown: Rule = {
  says: 'rooms of shared/ import rooms of lower floors only',
  violations: (sources) => importsRefused(sources, (source, imported) => climbs(source, targetOf(source, imported))),
  refuses: [
    { 'shared/store/keys.ts': "import type { Caller } from '#shared/tenancy/context';" },
    { 'shared/engine/decide.ts': "import { merge } from '#shared/capabilities/merging/merge';" },
    { 'shared/ids/ulid.ts': "import { words } from '#shared/text/words';" },
    { 'shared/attic/box.ts': "import { newUlid } from '#shared/ids/ulid';" },
  ],
  accepts: [
    {
      'shared/tenancy/context.ts': "import { isTenantId } from '#shared/ids/tenant-id';",
      'shared/capabilities/merging/merge.ts': "import { decide } from '#shared/engine/decide';",
      'functions/platform/insight/views/views.ts': "import { view } from '#shared/capabilities/lists/view';",
    },
  ],
};
