/** Incidents as rows of a table: what an agent looks for first, with local times. */
import { age, localTime } from '#infra/cli/times';

/** The columns of `incidents list`. */
export const COLUMNS = ['id', 'priority', 'state', 'title', 'requester', 'group', 'assignee', 'due', 'sla', 'age'];

interface Clock {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly percent?: number;
  readonly dueAt?: string | null;
  readonly stoppedAt?: string;
}

interface Shown {
  readonly [field: string]: unknown;
  readonly requesterId?: string;
  readonly assignedGroup?: string;
  readonly assignedTo?: string;
  readonly openedAt?: string;
  readonly clocks?: Readonly<Record<string, Clock>>;
}

/** @param now epoch milliseconds */
export function incidentRow(incident: object, now: number): Readonly<Record<string, unknown>> {
  const { requesterId, assignedGroup, assignedTo, openedAt, clocks = {}, ...rest }: Shown = Object(incident);
  const promised = Object.values(clocks).filter(({ kind, stoppedAt }) => kind === 'sla' && stoppedAt === undefined);
  const [next] = promised.sort((a, b) => String(a.dueAt ?? '9').localeCompare(String(b.dueAt ?? '9')));
  return {
    ...rest,
    ...{ requester: requesterId, group: assignedGroup, assignee: assignedTo },
    due: localTime(next?.dueAt),
    sla: next && standing(next),
    age: age(openedAt, now),
  };
}

/** How a target stands: `response missed`, `resolution 40 %`, `resolution paused`. */
function standing({ name, state, percent = 0 }: Clock): string {
  if (state.startsWith('breached')) return `${name} missed`;
  return state === 'paused' ? `${name} paused` : `${name} ${Math.floor(percent)} %`;
}
