/** KPIs of every record type against its definition: facts are left where the lifecycle ends, and formulas look at what there is. */
import { describe, expect, it } from 'vitest';
import { measures } from '#functions/measures';
import { processes } from '#functions/registry';
import { definitions } from '#test/conformance/definitions';

const typed = new Map(definitions.map(({ definition }) => [definition.type, definition]));

describe.each(measures.map((measure) => [measure.type, measure] as const))('%s', (type, measure) => {
  const { fact, fields, bases, kpis, beside = {}, process, judgedOn = [] } = measure;
  const definition = typed.get(type);

  it('leaves its fact in the states in which nothing is left to do, or is of the days of a series', () => {
    if (measure.daily !== undefined) {
      const paths = (definition?.parts ?? []).flatMap(({ requests = [] }) => requests.map(({ path }) => path));
      expect(paths).toContain(`*/{id}/${measure.daily}`);
      expect(fact.finished).toEqual([]);
      return;
    }
    const { states = {} } = definition?.lifecycle ?? {};
    const over = Object.keys(states).filter((state) => ['done', 'final'].includes(states[state] ?? ''));
    expect([...fact.finished].sort()).toEqual(over.sort());
    expect(definition?.fact).toBe(fact);
  });

  it('counts with a process, on bases of its fact', () => {
    expect(processes.map(({ id }) => id)).toContain(process);
    for (const { basis, formula } of kpis) {
      expect(Object.keys(bases)).toContain(basis);
      if (formula.kind === 'by-basis') expect(Object.keys(bases)).toContain(formula.basis);
    }
  });

  it('has bases of its own fields and bases', () => {
    for (const basis of Object.values(bases)) {
      const named = basis.kind === 'standing' ? [basis.from, ...basis.until] : basis.of;
      const known = basis.kind === 'either' ? bases : fields;
      expect(named.filter((name) => !(name in known))).toEqual([]);
    }
    expect(Object.keys(fields)).toContain('id');
  });

  it('reads of other facts what they have', () => {
    for (const [other, read] of Object.entries(beside)) {
      const declared = measures.find((each) => each.type === other)?.fields ?? {};
      for (const [name, { kind, required }] of Object.entries(read))
        expect({ kind: declared[name]?.kind, required: declared[name]?.required }, name).toEqual({ kind, required });
    }
  });

  it('is judged at events that there are', () => {
    const emitted = ['created', ...Object.values(definition?.actions ?? {}).map(({ emits }) => emits)];
    expect(judgedOn.filter((event) => !emitted.includes(event))).toEqual([]);
  });
});

it('no two KPIs of a process have one key, and each fits a path', () => {
  const named = measures.flatMap(({ process, kpis }) => kpis.map(({ key }) => `${process}/${key}`));
  expect(new Set(named).size).toBe(named.length);
  for (const name of named) expect(name).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
});
