/** A state machine made ready to run here: its tasks and waits come to us, and go by the local clock. */
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { asArray, asObject, asString, isObject, type JsonObject } from '#infra/local/machine/json';

/** What a task or a wait was before it was rewritten. */
export interface TaskSpec {
  readonly state: string;
  /** The Resource of a Task; undefined for a Wait. */
  readonly resource: string | undefined;
  readonly retry: readonly JsonObject[];
}

export interface LocalDefinition {
  readonly definition: StateMachineDefinition;
  readonly tasks: readonly TaskSpec[];
  /** TimeoutSeconds of the whole. */
  readonly timeoutSeconds: number | undefined;
}

/**
 * The engine's own timer runs in real time and may not exceed what setTimeout can; ours decide, and the engine starts an
 * execution anew before its own could. In seconds: 23 days.
 */
export const ENGINE_TIMEOUT = 2_000_000;

/**
 * Rewrites a definition. The parameters of a task become `{ input, timeout?, heartbeat? }`, so that the paths of its
 * timeouts are read by the engine; a Wait becomes a task with `{ input, seconds? , timestamp? }`.
 */
export function localise(definition: JsonObject): LocalDefinition {
  const tasks: TaskSpec[] = [];
  requireJsonPath('the state machine', definition);
  const { TimeoutSeconds, ...machine } = definition;
  const rewritten = { ...machine, States: rewriteStates(machine.States, tasks) };
  if (!isDefinition(rewritten)) throw new Error('the definition has no StartAt or no States');
  return {
    definition: rewritten,
    tasks,
    timeoutSeconds: typeof TimeoutSeconds === 'number' ? TimeoutSeconds : undefined,
  };
}

/** A query language is named by a machine, or by a state, which may be a machine of its own. @throws Error for any but JSONPath. */
function requireJsonPath(where: string, { QueryLanguage = 'JSONPath' }: JsonObject): void {
  if (QueryLanguage === 'JSONPath') return;
  throw new Error(`${where}: the local runner runs JSONPath, not ${JSON.stringify(QueryLanguage)}`);
}

function isDefinition(value: unknown): value is StateMachineDefinition {
  return isObject(value) && typeof value.StartAt === 'string' && isObject(value.States);
}

function rewriteStates(states: unknown, tasks: TaskSpec[]): JsonObject {
  const entries = Object.entries(asObject(states) ?? {});
  return Object.fromEntries(entries.map(([name, state]) => [name, rewriteState(name, asObject(state) ?? {}, tasks)]));
}

function rewriteState(name: string, state: JsonObject, tasks: TaskSpec[]): JsonObject {
  requireJsonPath(name, state);
  switch (state.Type) {
    case 'Task':
      return rewriteTask(name, state, tasks);
    case 'Wait':
      return rewriteWait(name, state, tasks);
    case 'Parallel':
      return { ...state, Branches: asArray(state.Branches).map((branch) => rewriteMachine(name, branch, tasks)) };
    case 'Map': {
      const member = state.Iterator === undefined ? 'ItemProcessor' : 'Iterator';
      return { ...state, [member]: rewriteMachine(name, state[member], tasks) };
    }
    default:
      return state;
  }
}

function rewriteMachine(within: string, machine: unknown, tasks: TaskSpec[]): JsonObject {
  const inner = asObject(machine) ?? {};
  requireJsonPath(within, inner);
  return { ...inner, States: rewriteStates(inner.States, tasks) };
}

function rewriteTask(name: string, state: JsonObject, tasks: TaskSpec[]): JsonObject {
  const { TimeoutSecondsPath, HeartbeatSecondsPath, HeartbeatSeconds, ...rest } = state;
  tasks.push({
    state: name,
    resource: asString(state.Resource),
    retry: asArray(state.Retry).map((retrier) => asObject(retrier) ?? {}),
  });
  return {
    ...rest,
    TimeoutSeconds: ENGINE_TIMEOUT,
    Parameters: {
      ...(state.Parameters === undefined ? { 'input.$': '$' } : { input: state.Parameters }),
      ...parameter('timeout', state.TimeoutSeconds, TimeoutSecondsPath),
      ...parameter('heartbeat', HeartbeatSeconds, HeartbeatSecondsPath),
    },
  };
}

function rewriteWait(name: string, state: JsonObject, tasks: TaskSpec[]): JsonObject {
  const { Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = state;
  tasks.push({ state: name, resource: undefined, retry: [] });
  return {
    ...rest,
    Type: 'Task',
    Resource: 'wait',
    TimeoutSeconds: ENGINE_TIMEOUT,
    Parameters: {
      'input.$': '$',
      ...parameter('seconds', Seconds, SecondsPath),
      ...parameter('timestamp', Timestamp, TimestampPath),
    },
  };
}

function parameter(name: string, value: unknown, path: unknown): JsonObject {
  if (path !== undefined) return { [`${name}.$`]: path };
  return value === undefined ? {} : { [name]: value };
}
