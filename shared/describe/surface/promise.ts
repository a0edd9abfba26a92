/** What was promised to callers and to consumers of events stays: in a version of the API, things are only added. */
import type { Atom, Line } from '#shared/describe/surface/line';
import { isChoice } from '#shared/describe/surface/said';

const byPath = (atoms: readonly Atom[]): ReadonlyMap<string, Atom> => new Map(atoms.map((atom) => [atom.path, atom]));
const kinds = ({ type }: Atom): ReadonlySet<string> => new Set(type.split('|'));

const includes = (more: Atom, less: Atom): boolean => [...kinds(less)].every((kind) => kinds(more).has(kind));
const same = (a: Atom, b: Atom): boolean => includes(a, b) && includes(b, a);

/** An answer keeps its fields: as they were, always there if they always were. Choices may grow. */
function missed(before: readonly Atom[], after: readonly Atom[]): readonly string[] {
  const now = byPath(after);
  return before.flatMap((old) => {
    const given = now.get(old.path);
    if (old.fresh) return [];
    if (!given) return [`${old.path} is gone`];
    const grown = isChoice(old) && isChoice(given) && includes(given, old);
    return [
      ...(given.optional && !old.optional ? [`${old.path} is no longer always there`] : []),
      ...(same(old, given) || grown ? [] : [`${old.path} changed from ${old.type} to ${given.type}`]),
    ];
  });
}

/** A request that was complete stays complete. What is taken may grow. */
function refused(before: readonly Atom[], after: readonly Atom[]): readonly string[] {
  const [known, now] = [byPath(before), byPath(after)];
  const lost = before.flatMap((old) => {
    const taken = now.get(old.path);
    if (old.fresh) return [];
    if (!taken) return [`${old.path} is not taken any more`];
    return [
      ...(old.optional && !taken.optional ? [`${old.path} has to be given now`] : []),
      ...(includes(taken, old) ? [] : [`${old.path} was ${old.type} and is to be ${taken.type}`]),
    ];
  });
  // Within an optional part, what the part needs is asked of nobody who leaves it out.
  const within = (path: string): boolean =>
    after.some((part) => part.optional && (path.startsWith(`${part.path}.`) || path.startsWith(`${part.path}[]`)));
  const asked = after.filter(({ path, optional }) => !optional && !known.has(path) && !within(path));
  return [...lost, ...asked.map(({ path }) => `${path} has to be given now`)];
}

/** What somebody who relies on `before` would miss in `after`, one sentence each; what was newer than the release does not count. */
export function broken(before: readonly Line[], after: readonly Line[]): readonly string[] {
  const now = new Map(after.map((line) => [line.about, line]));
  return before.flatMap((line) => {
    if (line.fresh) return [];
    const kept = now.get(line.about);
    if (!kept) return [`${line.about} is gone`];
    return [...missed(line.gives, kept.gives), ...refused(line.takes, kept.takes)].map(
      (fault) => `${line.about}: ${fault}`,
    );
  });
}

const marked = (atoms: readonly Atom[], before: readonly Atom[]): readonly Atom[] => {
  const known = byPath(before);
  return atoms.map((atom) => {
    const old = known.get(atom.path);
    return old === undefined || old.fresh ? { ...atom, fresh: true } : atom;
  });
};

/** `after` with a mark at whatever `before` has not, or has marked: it is no promise until it is released. */
export function withMarks(before: readonly Line[], after: readonly Line[]): readonly Line[] {
  const known = new Map(before.map((line) => [line.about, line]));
  return after.map((line) => {
    const old = known.get(line.about);
    if (old === undefined || old.fresh) return { ...line, fresh: true };
    return { ...line, takes: marked(line.takes, old.takes), gives: marked(line.gives, old.gives) };
  });
}
