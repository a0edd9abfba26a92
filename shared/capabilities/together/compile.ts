/** A definition whose commands take others along: each says in its input which versions of them the caller saw. */
import { type JoinedRules, typeNamed } from '#shared/capabilities/together/join';
import { VERSIONS, versions } from '#shared/capabilities/together/versions';
import type { AnyRecordDefinition } from '#shared/grammar/definition';

/** @throws Error for a command that the definition does not have, a field that names no records, or an input that says versions already */
export function withVersions(rules: JoinedRules, definition: AnyRecordDefinition): AnyRecordDefinition {
  const actions = { ...definition.actions };
  for (const [name, joined] of Object.entries(rules)) {
    for (const { on } of joined) typeNamed(definition, name, on);
    if (name === 'create') continue;
    const action = actions[name];
    if (!action || VERSIONS in action.input)
      throw new Error(
        `${definition.type}: ${name} ${action ? 'says versions already' : 'is no command that could take others along'}`,
      );
    actions[name] = { ...action, input: { ...action.input, [VERSIONS]: versions } };
  }
  return { ...definition, actions };
}
