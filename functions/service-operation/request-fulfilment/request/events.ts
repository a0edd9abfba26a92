/** What becomes of events for requests and their tasks: tasks are opened and withdrawn, stock is noted, incidents become requests (D2, D3). */
import type { EventOf } from '#shared/grammar/contract';
import type { Consumer } from '#shared/grammar/definition';
import type { requestEvents, requestModelEvents } from '../contract.ts';

type Request<N extends keyof typeof requestEvents.carries> = EventOf<typeof requestEvents, N>;
type Model<N extends keyof typeof requestModelEvents.carries> = EventOf<typeof requestModelEvents, N>;

/** One task for each try of each step, however often the event comes. */
export const openTasks: Consumer<Request<'tasks_opened'>> = ({ id, data }) =>
  data.tasks.map(({ key, attempt, kind, called }) => ({
    kind: 'open',
    key: `${id} ${key} ${attempt}`,
    fields: { title: called, request: id, key, attempt, kind, channel: 'system' },
  }));

export const withdrawTasks: Consumer<Request<'tasks_withdrawn'>> = ({ data }) =>
  data.tasks.map((task) => ({ kind: 'command', on: { id: task }, command: 'withdraw', input: {} }));

const onModels =
  (command: 'reserve' | 'release'): Consumer<Request<'stock_asked'>> =>
  ({ id, data }) =>
    data.lines.map(({ item, model, quantity }) => ({
      kind: 'command',
      on: { id: model },
      command,
      input: { request: id, item, quantity },
    }));

export const reserveStock = onModels('reserve');
export const releaseStock = onModels('release');

const noted =
  (short: boolean): Consumer<Model<'stock_reserved'>> =>
  ({ data: { request, item, quantity } }) => [
    { kind: 'command', on: { id: request }, command: 'note-stock', input: { item, quantity, short } },
  ];

export const noteReserved = noted(false);
export const noteShort = noted(true);
