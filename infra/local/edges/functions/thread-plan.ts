/** Which functions share a thread: those that decide who comes in, those that people wait for, and those that work in the background. */
import { availableParallelism } from 'node:os';
import { authorizerOf, invokedBy, methodsOf, schemesOf } from '#infra/local/machine/template/api-methods';
import type { Deployment, Resource } from '#infra/local/machine/template/template';

export interface PlannedThread {
  readonly name: string;
  /** What its functions may hold together, in MB. */
  readonly memoryMb: number;
}

export interface ThreadPlan {
  /** The thread that the function shares with others. */
  of(lambda: Resource): PlannedThread;
  /** A thread of its own. */
  alone(lambda: Resource): PlannedThread;
  /** Whether a thread may be left for the next stack, whose tenants have other ids. */
  isKept(name: string): boolean;
}

/** Authorizers, and functions that need none: what they remember is which tenant a slug is of. All others remember of tenants, by their ids. */
const ENTRANCE = 'entrance';
const BACKGROUND = 'background';
/** More threads than cores make nothing faster, and each takes its room. */
const DESKS = Math.max(1, Math.min(3, Math.floor(availableParallelism() / 2)));
/** A thread's heap does not grow further, whatever its functions may have on AWS. */
const MOST_MB = 4096;

/** Read out of the APIs of a deployment. */
export function threadPlanOf({ ofType }: Deployment): ThreadPlan {
  const apis = ofType('AWS::ApiGateway::RestApi');
  const methods = apis.flatMap(methodsOf);
  const named = (uris: readonly unknown[]): ReadonlySet<string> =>
    new Set(uris.flatMap((uri) => /:function:([^/:]+)/.exec(invokedBy(uri) ?? '')?.[1] ?? []));
  const entrance = named([
    ...apis.flatMap((api) => [...schemesOf(api).values()].map((scheme) => authorizerOf(scheme)?.authorizerUri)),
    ...methods.flatMap(({ schemes, integration }) => (schemes.length > 0 ? [] : [integration.uri])),
  ]);
  const answering = [...named(methods.map(({ integration }) => integration.uri))].filter((name) => !entrance.has(name));
  const nameOf = (lambda: string): string => {
    if (entrance.has(lambda)) return ENTRANCE;
    const place = answering.indexOf(lambda);
    return place < 0 ? BACKGROUND : `desk ${place % DESKS}`;
  };
  const memory = new Map<string, number>();
  const memoryOf = ({ properties }: Resource): number => Number(properties.MemorySize ?? 128);
  for (const lambda of ofType('AWS::Lambda::Function')) {
    const name = nameOf(lambda.name);
    memory.set(name, Math.min(MOST_MB, (memory.get(name) ?? 0) + memoryOf(lambda)));
  }
  return {
    of(lambda) {
      const name = nameOf(lambda.name);
      return { name, memoryMb: memory.get(name) ?? memoryOf(lambda) };
    },
    alone: (lambda) => ({ name: `${nameOf(lambda.name)}: ${lambda.name}`, memoryMb: memoryOf(lambda) }),
    isKept: (name) => !name.startsWith(ENTRANCE),
  };
}
