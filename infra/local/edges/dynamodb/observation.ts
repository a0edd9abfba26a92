/** What the proxy saw of one request: for the isolation proof, the bench and the tests. */
import type { AuthorizationRequest } from '#infra/local/edges/dynamodb/request';
import type { Principal } from '#infra/local/edges/iam/principal';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';

export interface Observation {
  /** Milliseconds, by the injected clock. */
  readonly at: number;
  readonly principal: Principal;
  /** The API operation, such as `TransactWriteItems`. */
  readonly operation: string;
  /** The request as it was sent. */
  readonly body: JsonObject;
  /** What it asked of IAM, one entry for each authorised action. */
  readonly requests: readonly AuthorizationRequest[];
  readonly allowed: boolean;
  /** Why it was denied. */
  readonly reason?: string;
  /** HTTP status of the answer. */
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Wall time between request and answer, engine included, in milliseconds. */
  readonly durationMs: number;
  /** Present for allowed requests when a subscriber asked for it and the engine told. */
  readonly consumedCapacity?: readonly ConsumedCapacity[];
}

export interface ConsumedCapacity {
  readonly tableName: string;
  /** Read or write units of table and indexes together. */
  readonly capacityUnits: number;
  readonly indexes: Readonly<Record<string, number>>;
}

export type Subscriber = (observation: Observation) => void;

export interface SubscribeOptions {
  /** Have the engine report consumed capacity; the callers do not see it unless they asked for it themselves. */
  readonly consumedCapacity?: boolean;
}

/** The subscribers of a proxy. */
export interface Observers {
  /** Returns the function that ends the subscription. */
  subscribe(subscriber: Subscriber, options?: SubscribeOptions): () => void;
  emit(observation: Observation): void;
  readonly wantCapacity: boolean;
}

/** An empty set of subscribers. */
export function createObservers(): Observers {
  const subscriptions = new Map<symbol, { subscriber: Subscriber; capacity: boolean }>();
  let wantCapacity = false;
  const recount = () => {
    wantCapacity = [...subscriptions.values()].some(({ capacity }) => capacity);
  };
  return {
    subscribe(subscriber, { consumedCapacity = false } = {}) {
      const key = Symbol('subscription');
      subscriptions.set(key, { subscriber, capacity: consumedCapacity });
      recount();
      return () => {
        subscriptions.delete(key);
        recount();
      };
    },
    emit(observation) {
      for (const { subscriber } of subscriptions.values()) subscriber(observation);
    },
    get wantCapacity() {
      return wantCapacity;
    },
  };
}

/** Reads the ConsumedCapacity of an answer, which is one object or, for batches and transactions, a list. */
export function consumedCapacityOf(answer: JsonObject): readonly ConsumedCapacity[] | undefined {
  const { ConsumedCapacity: consumed } = answer;
  if (consumed === undefined) return undefined;
  return (Array.isArray(consumed) ? asArray(consumed) : [consumed]).map((entry) => {
    const table = asObject(entry) ?? {};
    const indexes = Object.entries(asObject(table.GlobalSecondaryIndexes) ?? {});
    return {
      tableName: asString(table.TableName) ?? '',
      capacityUnits: Number(table.CapacityUnits ?? 0),
      indexes: Object.fromEntries(indexes.map(([name, index]) => [name, Number(asObject(index)?.CapacityUnits ?? 0)])),
    };
  });
}
