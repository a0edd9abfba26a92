/** The generated part of a process's README: its lifecycle as a picture and a table, what happens by itself, its events. */

import { operationsOf } from '#shared/describe/openapi/operations';
import { sourceStates } from '#shared/engine/decide';
import { eventName } from '#shared/events/name';
import { partsOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition, Party } from '#shared/grammar/definition';
import { fieldNaming } from '#shared/grammar/party';
import type { ProcessDefinition } from '#shared/grammar/process-definition';

export const BEGIN = '<!-- generated: lifecycle -->';
export const END = '<!-- /generated -->';

/** The part between the markers, markers included. */
export function lifecyclePart({ records, consumes }: ProcessDefinition): string {
  const consumed = consumes.map(
    ({ source, detailType, record }) => `| \`${source}\` | \`${detailType}\` | ${record} |`,
  );
  return [
    BEGIN,
    ...records.flatMap(recordPart),
    ...(consumed.length > 0
      ? [
          '',
          '## Events that it works on',
          '',
          '| source | event | leads to something on |',
          '|---|---|---|',
          ...consumed,
        ]
      : []),
    END,
  ].join('\n');
}

/** A README with its marked part made anew. @throws Error when the markers are missing. */
export function withLifecycle(readme: string, process: ProcessDefinition): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the README of ${process.id} has no part between ${BEGIN} and ${END}`);
  return readme.slice(0, begin) + lifecyclePart(process) + readme.slice(end + END.length);
}

function recordPart(definition: AnyRecordDefinition): readonly string[] {
  const { title, prefix, path, timers } = definition;
  const happening = Object.entries(timers ?? {}).map(([timer, { run }]) => `\`${run}\` (timer \`${timer}\`)`);
  return [
    '',
    `## ${title} (${prefix}), \`/v1/${path}\``,
    '',
    ...picture(definition),
    ...table(definition),
    ...(happening.length > 0 ? ['', `By itself, in time: ${happening.join(', ')}.`] : []),
    ...partsOf(definition).flatMap(({ notes = [] }) => notes.flatMap((note) => ['', note])),
  ];
}

/** A Mermaid state diagram; actions that stay in a state are in the table only. */
function picture(definition: AnyRecordDefinition): readonly string[] {
  const { initial, states } = definition.lifecycle;
  const moves = new Map<string, string[]>();
  for (const [name, action] of Object.entries(definition.actions)) {
    if (action.to === 'same') continue;
    for (const from of sourceStates(definition, action)) {
      const arrow = `${from} --> ${action.to}`;
      moves.set(arrow, [...(moves.get(arrow) ?? []), name]);
    }
  }
  const ends = Object.entries(states).flatMap(([state, kind]) => (kind === 'final' ? [`    ${state} --> [*]`] : []));
  const arrows = [...moves].map(([arrow, names]) => `    ${arrow}: ${names.join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', `    [*] --> ${initial}`, ...arrows, ...ends, '```'];
}

const parties: Readonly<Partial<Record<Party, string>>> = {
  SYS: 'by itself',
  requester: 'its requester',
  assignee: 'its assignee',
  member: 'its group',
};
const people = (by: readonly Party[]): string =>
  by.map((party) => parties[party] ?? fieldNaming(party) ?? party).join(', ');

function table(definition: AnyRecordDefinition): readonly string[] {
  const actions = Object.entries(definition.actions);
  if (actions.length === 0) return ['', 'It has no actions: it is written once and kept.'];
  const called = new Map(operationsOf(definition).map(({ action, id }) => [action, id]));
  const rows = actions.map(([name, action]) => {
    const from = action.from === 'any' ? 'any that is not final' : action.from.join(', ');
    const inputs = Object.entries(action.input).map(([field, { options }]) =>
      options.required ? `**${field}**` : field,
    );
    const cells = [
      `\`${name}\``,
      action.summary,
      from,
      action.to === 'same' ? 'stays' : action.to,
      people(action.by) + (action.apart ? `, not ${people(action.apart)}` : ''),
      inputs.join(', ') || '–',
      `\`${eventName(definition.type, action.emits)}\``,
      called.has(name) ? `\`${called.get(name)}\`` : '–',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '',
    '| action | does | from | to | by | input (required) | event | operation |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ];
}
