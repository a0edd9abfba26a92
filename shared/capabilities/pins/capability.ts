/** A record is made with published versions of others, and keeps reading them whatever is published later. */

import { described } from '#shared/capabilities/pins/described';
import { type Pin, pinned, pinning } from '#shared/capabilities/pins/pin';
import { readPinned } from '#shared/capabilities/pins/requests';
import { refuseMoved } from '#shared/capabilities/pins/settle';
import { defineCapability } from '#shared/engine/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Versions of other records that it was made with, by the field that names the record. */
    readonly pins?: Readonly<Record<string, Pin>>;
  }
}

/** Of a type with references whose `pin` is `published`; it stands after `references`, which looks them up. */
export const pins = defineCapability<unknown, never, never>({
  name: 'pins',
  described,
  compile: (definition) => {
    const { type, parts = [] } = definition;
    const names = parts.map(({ name }) => name);
    const [from, to] = [names.indexOf('references'), names.indexOf('pins')];
    if (pinning(definition.fields).length === 0 || from < 0 || from > to)
      throw new Error(
        `${type} pins nothing: it names no record whose version is published, by the part references before`,
      );
    return definition;
  },
  requests: [{ kind: 'read-pinned', method: 'GET', path: '*/{id}/pinned/{field}', run: readPinned }],
  envelope: { pins: { visibility: 'internal', namesOthers: 'by-field' } },
  rests: pinned,
  settle: (draft, _, settling) => refuseMoved(draft.record, settling),
});
