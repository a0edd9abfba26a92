/** A record that is approved in rounds says so in its letterbox, and its process hears what became of them: neither can be forgotten. */
import { expect, it } from 'vitest';
import { approvalEvents } from '#functions/platform/records/approvals/contract';
import { processes } from '#functions/registry';
import { roundEvents } from '#shared/capabilities/approvals/payload';
import { eventName } from '#shared/events/name';
import { partsOf } from '#shared/grammar/capability';
import { approvable } from '#shared/grammar/directory';

const owned = processes.flatMap((process) => process.records.map((record) => ({ process, record })));
const decided = owned.filter(({ record }) => partsOf(record).some(({ name }) => name === 'approvals'));

it('whoever names rounds among its parts is approvable, and nobody else', () => {
  expect(decided.length).toBeGreaterThan(0);
  expect(Object.entries(approvable).sort()).toEqual(
    decided.map(({ process, record }) => [record.type, process.id]).sort(),
  );
});

it.each(decided.map(({ process, record }) => [record.type, process] as const))(
  '%s: its events carry what approvals are told, both ways',
  (type, { id, consumes, contract }) => {
    const carried = contract?.events.find(({ record }) => record === type)?.carries ?? {};
    const heard = consumes.filter(
      ({ source, record }) => source === `itsm.${approvalEvents.process}` && record === type,
    );
    const asked = processes.find((process) => process.id === approvalEvents.process)?.consumes ?? [];

    expect(Object.keys(carried)).toEqual(expect.arrayContaining(Object.keys(roundEvents)));
    expect(heard.map(({ detailType }) => detailType)).toEqual(['approval.concluded', 'approval.no_eligible_voter']);
    expect(asked.filter(({ source }) => source === `itsm.${id}`).map(({ detailType }) => detailType)).toEqual(
      Object.keys(roundEvents).map((event) => eventName(type, event)),
    );
  },
);
