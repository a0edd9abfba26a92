/** What a function consumes, as few event patterns: alternatives stand beside each other in one, until EventBridge takes no more. */
import type { DeployableProcess } from '#infra/functions';
import { IMPORTED } from '#shared/serve/service';

type Consumed = DeployableProcess['consumes'][number];
type Matcher = string | object;
interface Alternative {
  readonly source: readonly Matcher[];
  readonly 'detail-type': readonly Matcher[];
  readonly detail?: object;
}
/** An event pattern: one pair of lists, or alternatives of them. */
export type EventPattern = Alternative | { readonly $or: readonly Alternative[] };

/** Characters of a pattern. */
export const LONGEST_PATTERN = 2048;

/** The patterns of one consumer, in the order in which it names events; one, unless that would be longer than {@link LONGEST_PATTERN}. */
export function patternsOf(consumes: readonly Consumed[]): readonly EventPattern[] {
  const patterns: EventPattern[] = [];
  let together: readonly Consumed[] = [];
  for (const each of consumes) {
    const more = [...together, each];
    if (JSON.stringify(patternOf(more)).length <= LONGEST_PATTERN) {
      together = more;
      continue;
    }
    patterns.push(patternOf(together));
    together = [each];
  }
  return together.length > 0 ? [...patterns, patternOf(together)] : patterns;
}

/** Types of one source stand together, and then sources of which the same types are wanted: an event that nobody asked for never matches. */
function patternOf(consumes: readonly Consumed[]): EventPattern {
  const byListener = Map.groupBy(consumes, ({ unlessUnheard }) => unlessUnheard);
  const alternatives = [...byListener].flatMap(([listener, events]) =>
    alternativesOf(events).map((each) => ({ ...each, ...(listener !== undefined && heardBy(listener)) })),
  );
  const [only, ...others] = alternatives;
  return only && others.length === 0 ? only : { $or: alternatives };
}

/** But for what nobody listens for there: then the relay says so (`shared/events/reach`), and only then. */
const heardBy = (listener: string) => ({ detail: { unheard: { [listener]: [{ exists: false }] } } });

function alternativesOf(consumes: readonly Consumed[]): readonly Alternative[] {
  const bySource = Map.groupBy(consumes, ({ source }) => source);
  const wanted = [...bySource].map(([source, events]) => ({
    source: sourceMatcher(source),
    types: [...new Set(events.map(({ detailType }) => detailType))].map(typeMatcher),
  }));
  const byTypes = Map.groupBy(wanted, ({ types }) => JSON.stringify(types));
  return [...byTypes.values()].map((same) => ({
    source: same.map(({ source }) => source),
    'detail-type': same[0]?.types ?? [],
  }));
}

/** `*` at the end of a source stands for whatever follows. */
const sourceMatcher = (source: string): Matcher => (source.endsWith('*') ? { prefix: source.slice(0, -1) } : source);

/** `*` at the beginning of a detail-type stands for whatever precedes; alone it is all but imported history. */
function typeMatcher(detailType: string): Matcher {
  if (detailType === '*') return { 'anything-but': { suffix: IMPORTED } };
  return detailType.startsWith('*') ? { suffix: detailType.slice(1) } : detailType;
}
