/** Completes what was stated of a record, and what a decision about it rests on, by what capabilities know of it. */
import { capabilitiesOf } from '#shared/engine/capability';
import type { Circumstances } from '#shared/engine/circumstances';
import type { Completing, Statement } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';

const completers = ({ definition }: Completing) => capabilitiesOf(definition).flatMap(({ complete }) => complete ?? []);

/** What a decision about a record rests on beside the record and the input. */
export async function standingOf(completing: Completing, record: AnyRecord): Promise<Partial<Circumstances>> {
  const standing = await Promise.all(completers(completing).map((each) => each.standing(completing, record)));
  return Object.assign({}, ...standing);
}

/** The body of a new record, completed by one capability after the other. @throws Problem for what it names and is not there */
export async function completed(completing: Completing, given: unknown): Promise<Statement> {
  let body = given;
  const statements: Statement[] = [];
  for (const each of completers(completing)) {
    const statement = await each.stated(completing, body);
    statements.push(statement);
    body = statement.body;
  }
  return {
    body,
    finish: (values, circumstances) =>
      statements.reduce((known, statement) => statement.finish(known, circumstances), values),
    tasks: statements.flatMap(({ tasks }) => tasks),
    standing: Object.assign({}, ...statements.map(({ standing }) => standing)),
  };
}
