/** What an architecture rule is: a sentence, a judgement over the sources, and small trees it must refuse and accept. */
import { type Fact, factsOf, type Import, type Source } from '#test/architecture/source';

/** Path → text of files that stand for a tree. */
export type Sample = Readonly<Record<string, string>>;

export interface Rule {
  /** The sentence that holds. */
  readonly says: string;
  /** One line for each place where it does not, beginning with `path:line` where there is a line. */
  readonly violations: (sources: readonly Source[]) => readonly string[];
  /** Each sample has exactly one violation: what the rule is there to catch. */
  readonly refuses: readonly Sample[];
  /** Samples that look alike and are allowed. */
  readonly accepts: readonly Sample[];
}

export const sourcesOf = (sample: Sample): readonly Source[] =>
  Object.entries(sample).map(([path, text]) => factsOf(path, text));

/** A violation as it is printed. */
export const at = (source: Source, { line }: Import | Fact, why: string): string => `${source.path}:${line} ${why}`;

/** Every import of the sources that the judgement gives a reason against. */
export function importsRefused(
  sources: readonly Source[],
  judge: (source: Source, imported: Import) => string | undefined,
): readonly string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((imported) => {
      const why = judge(source, imported);
      return why ? [at(source, imported, why)] : [];
    }),
  );
}
