/** An entry of PutEvents: whether it is acceptable, and the event that rules and targets see. */
import { randomUUID } from 'node:crypto';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { ACCOUNT, REGION } from '#infra/local/machine/template/physical';

export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly unknown[];
  readonly detail: JsonObject;
}

export interface Refusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** An entry is refused beyond this size, 256 KB. */
const MAX_ENTRY = 262_144;

/** Why EventBridge refuses the entry, as it would say it in the answer. */
export function refusalOf(entry: JsonObject): Refusal | undefined {
  const missing = ['Source', 'DetailType', 'Detail'].find((name) => !asString(entry[name]));
  if (missing) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid. Reason: it is required.` };
  }
  const size = Buffer.byteLength(`${entry.Source}${entry.DetailType}${entry.Detail}`);
  if (size > MAX_ENTRY) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `the entry has ${size} bytes, more than ${MAX_ENTRY}` };
  }
  return detailOf(entry) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

/** The event of an entry that is not refused; `now` in epoch milliseconds stands for a missing Time. */
export function eventOf(entry: JsonObject, now: number): BusEvent {
  const time = typeof entry.Time === 'number' ? entry.Time * 1000 : now;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': String(entry.DetailType),
    source: String(entry.Source),
    account: ACCOUNT,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: asArray(entry.Resources),
    detail: detailOf(entry) ?? {},
  };
}

function detailOf(entry: JsonObject): JsonObject | undefined {
  try {
    return asObject(JSON.parse(String(entry.Detail)));
  } catch {
    return undefined;
  }
}
