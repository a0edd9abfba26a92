/** What the function keeps between invocations. */
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { createStore, type Store } from '#shared/store/store';
import { places, sessionsOf } from '#shared/tenancy/place';

const NAME = 'msp';
/** Clients of whom sessions are kept: an MSP's operators look at all of them again and again. */
const MANY = 500;

const sessions = sessionsOf(NAME, MANY);
export const sessionWith = sessions;
export const placeOf = places(NAME, sessions);

export const logger = new Logger({ serviceName: NAME });

let registry: Store | undefined;

/** Who may work for whom (`PLATFORM#…`), to read. */
export function registryStore(): Store {
  registry ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  return registry;
}
