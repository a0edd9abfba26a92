/** Judges every request that a running stack sends to DynamoDB while tests do what they are there for. */
import type { Observation, Subscriber } from '#infra/local/edges/dynamodb/observation';
import type { ObjectObservation } from '#infra/local/edges/objects/objects';
import type { Deployment } from '#infra/local/machine/template/template';
import { labelsOf } from '#test/isolation/deployment';
import { holesIn } from '#test/isolation/judge';
import { objectHolesIn } from '#test/isolation/objects';
import { rights } from '#test/isolation/principals';
import { type Tally, writeTally } from '#test/isolation/tally';

/** What is watched: the proxy's observations, and the deployment that says whose role is whose. */
export interface Watched {
  readonly deployment: Deployment;
  observe(subscriber: Subscriber): () => void;
  /** The same of the object store. */
  observeObjects?(subscriber: (observation: ObjectObservation) => void): () => void;
}

export interface Watch {
  /** What was wrong so far. */
  readonly holes: readonly string[];
  /** Ends the watch and counts it; `more` was found otherwise. @throws Error when something was not isolated */
  end(more?: readonly string[]): void;
}

const REPORTED = 20;

/** Watches until ended. A hole is told at the end, so that it fails the file in which it was seen. `record` keeps the count. */
export function watchIsolation({ deployment, observe, observeObjects }: Watched, record = writeTally): Watch {
  const labels = labelsOf(deployment);
  const holes: string[] = [];
  const tenants = new Set<string>();
  const judged = new Set<string>();
  const byPrincipal: Record<string, number> = {};

  const judge = (observation: Observation): readonly string[] => {
    const { principal, allowed, operation, reason } = observation;
    const label = labels.get(principal.roleArn) ?? principal.roleName;
    byPrincipal[label] = (byPrincipal[label] ?? 0) + 1;
    if (!allowed) return [`${label} was denied: ${reason}`];
    if (!(label in rights)) return [`${label} sent ${operation}; it has no business with the table`];
    if (label !== 'tenant') return [];
    const tenant = principal.tags.tenantId ?? '';
    tenants.add(tenant);
    // The same question has the same answer: most requests of a test run have been asked before.
    const name = (request: Observation['requests'][number]) =>
      `${tenant} ${request.action} ${request.resource} ${request.leadingKeys?.join(' ')}`;
    const requests = observation.requests.filter((request) => !judged.has(name(request)));
    for (const request of requests) judged.add(name(request));
    return holesIn({ principal, operation, requests }, tenants);
  };

  const forget = observeObjects?.((observation) => {
    tenants.add(observation.principal.tags.tenantId ?? '');
    holes.push(...objectHolesIn(observation));
  });
  const unsubscribe = observe((observation) => holes.push(...judge(observation)));
  return {
    holes,
    end(more = []) {
      holes.push(...more);
      unsubscribe();
      forget?.();
      const tally: Tally = { requests: sum(byPrincipal), questions: judged.size, tenants: tenants.size, byPrincipal };
      record(tally);
      if (holes.length === 0) return;
      const rest = holes.length > REPORTED ? [`and ${holes.length - REPORTED} more`] : [];
      throw new Error(`tenants are not isolated:\n${[...holes.slice(0, REPORTED), ...rest].join('\n')}`);
    },
  };
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
