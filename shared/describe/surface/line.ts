/** The notation of docs/surface.txt: `what it is about < what it takes > what it gives`, what is newer than the release behind a `+`. */
import type { Said } from '#shared/describe/surface/said';

/** A field, as it is written: `notes? string`. */
export interface Atom extends Said {
  /** Newer than the release: nobody relies on it yet. */
  readonly fresh?: boolean;
}

export interface Line {
  /** `POST /v1/incidents createIncident`, `schema Incident`, `event incident.resolved`. */
  readonly about: string;
  readonly fresh?: boolean;
  readonly takes: readonly Atom[];
  readonly gives: readonly Atom[];
}

const shown = ({ path, optional, type, fresh }: Atom): string =>
  `${fresh ? '+' : ''}${path}${optional ? '?' : ''}${type === '' ? '' : ` ${type}`}`;

const side = (sign: string, atoms: readonly Atom[]): string =>
  atoms.length === 0 ? '' : ` ${sign} ${atoms.map(shown).join(', ')}`;

export const written = ({ about, fresh, takes, gives }: Line): string =>
  `${fresh ? '+' : ''}${about}${side('<', takes)}${side('>', gives)}`;

function readAtom(text: string): Atom {
  const [, plus, path = '', optional, type = ''] = /^(\+?)(\??[^ ?]*)(\??)(?: (.*))?$/.exec(text) ?? [];
  return { path, optional: optional === '?', type, ...(plus && { fresh: true }) };
}

const readAtoms = (text: string | undefined): readonly Atom[] => text?.split(', ').map(readAtom) ?? [];

export function readLine(text: string): Line {
  const [, plus, about = '', takes, gives] = /^(\+?)(.*?)(?: < (.*?))?(?: > (.*))?$/.exec(text) ?? [];
  return { about, takes: readAtoms(takes), gives: readAtoms(gives), ...(plus && { fresh: true }) };
}
