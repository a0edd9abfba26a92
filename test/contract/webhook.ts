/** Whether what a webhook sent is what the description says of it: its headers, its envelope and the event's data. */
import { at, fault } from '#test/contract/description';

export interface SentWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly event: unknown;
}

/** What is wrong with one request to a receiver; nothing when it is as described. */
export function webhookFaults({ headers, event }: SentWebhook): readonly string[] {
  const { type, data } = Object(event);
  const pointer = `#/webhooks/${String(type).split('.')[0]}/post`;
  const media = String(headers['content-type']).split(';')[0] ?? '';
  const schema = `requestBody/content/${media.replace('/', '~1')}/schema`;
  if (at(`${pointer}/${schema}`) === undefined) return [`${type} as ${media} is not described`];
  const described = Object(at(`${pointer}/${schema}/properties/data/properties/data/properties`));
  const body = fault(`${pointer}/${schema}`, event);
  const parameters = [at(`${pointer}/parameters`)].flat().flatMap((each) => {
    const { name, schema: given } = Object(at(Object(each).$ref));
    const value = headers[String(name).toLowerCase()];
    return new RegExp(given.pattern ?? '.').test(value ?? '') ? [] : [`${name} is ${value}`];
  });
  const unknown = Object.keys(Object(data?.data)).filter((name) => !(name in described));
  return [...(body ? [body] : []), ...parameters, ...unknown.map((name) => `data.data.${name} is not described`)];
}
