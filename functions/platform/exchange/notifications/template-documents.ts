/** Templates and their settings as documents: the product's until the tenant writes its own. */

import { isDeepStrictEqual } from 'node:util';
import { ofDocument } from '#shared/events/new-event';
import { audiences, isAudience } from '#shared/events/told';
import { serviceEvent } from '#shared/grammar/service-events';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { isWritten } from '#shared/store/attempt';
import { eventSk, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
import { templateEvents } from './contract.ts';
import { notificationTextKey } from './keys.ts';
import { mayName, placeholdersOf } from './rules-render.ts';
import { type Place, placeOf } from './runtime.ts';
import type { TemplateBody } from './schema.ts';
import type { Template, TemplateDocument } from './template.ts';
import { DEFAULT_SETTINGS, defaultTemplate, documentOf, SETTINGS, type TextSettings, textsOf } from './templates.ts';

/** A tenant may write at most this many of its own. */
const MOST = 500;

const shown = ({ id, version, origin, template, updatedAt }: TemplateDocument) => ({
  ...{ id, version, origin },
  ...(updatedAt && { updatedAt }),
  ...template,
});

/** GET /v1/notification-templates: everything in effect, in the order of its names. */
export async function listTemplates({ request }: Call<unknown>): Promise<Response> {
  const { templates } = await textsOf(await placeOf(request.caller.tenant), true);
  const items = templates.map(shown).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { status: 200, body: { items, nextCursor: null } };
}

async function standing({ tenant, store }: Place, id: string): Promise<TemplateDocument | undefined> {
  return documentOf(await store.get(notificationTextKey(tenant, id))) ?? defaultTemplate(id);
}

/** GET /v1/notification-templates/{id} */
export async function readTemplate({ request, parameters }: Call<unknown>): Promise<Response> {
  const id = parameters.id ?? '';
  const document = await standing(await placeOf(request.caller.tenant), id);
  if (!document) throw new Problem('not-found', `there is no template ${id}`);
  return { status: 200, body: shown(document), headers: { etag: etag(document.version) } };
}

/** `incident.resolved.requester.de` by its parts. @throws Problem validation-failed */
function partsOf(id: string): Pick<Template, 'event' | 'audience' | 'language'> {
  const [, event = '', name = '', language = ''] =
    /^([a-z_]+\.[a-z_]+)\.([a-z-]+|field:\w+)\.([a-z]{2,3}(?:-[A-Z]{2})?)$/.exec(id) ?? [];
  if (isAudience(name) && id.length <= 160) return { event, audience: name, language };
  throw new Problem(
    'validation-failed',
    `a template is named by event, audience and language, such as incident.resolved.requester.de; audiences are ${audiences.join(', ')}, and field:host for whoever the field host names; was given ${id}`,
  );
}

/** @throws Problem validation-failed naming what may not be named */
function judge({ event, subject, text, audience }: Template): void {
  const errors = Object.entries({ subject, text }).flatMap(([field, value]) =>
    placeholdersOf(value)
      .filter((name) => !mayName(event, audience, name))
      .map((name) => ({
        pointer: `/${field}`,
        code: 'validation-failed',
        message: `{{${name}}} is unknown, or not for the audience ${audience}`,
      })),
  );
  if (errors.length > 0)
    throw new Problem('validation-failed', errors.map(({ message }) => message).join('; '), { errors });
}

/** PUT /v1/notification-templates/{id}: the tenant's own from now on. */
export async function writeTemplate(call: Call<TemplateBody>): Promise<Response> {
  const { request, parameters, body, dryRun } = call;
  const id = parameters.id ?? '';
  const template: Template = { ...partsOf(id), self: false, active: true, ...body };
  judge(template);
  const place = await placeOf(request.caller.tenant);
  const known = await standing(place, id);
  const isOwn = known?.origin === 'own';
  if (isOwn) matchVersion(requireIfMatch(request.ifMatch), known.version);
  else if ((await textsOf(place, true)).templates.filter(({ origin }) => origin === 'own').length >= MOST)
    throw new Problem('limit-exceeded', `a tenant has at most ${MOST} templates of its own`);
  const isSame = isOwn && isDeepStrictEqual(known.template, template);
  const document: TemplateDocument = {
    ...{ id, template, origin: 'own' },
    version: (known?.version ?? 0) + 1,
    updatedAt: toInstant(clock.now()),
    ...(isSame && known),
  };
  const answer = { status: isOwn ? 200 : 201, body: shown(document), headers: { etag: etag(document.version) } };
  if (dryRun) return { status: 200, body: answer.body };
  if (isSame) return answer;
  const key = notificationTextKey(place.tenant, id);
  const condition = isOwn ? { version: known.version } : ('absent' as const);
  await written(place, [
    { put: { ...key, document, version: document.version }, condition },
    told(call, id, document.version),
  ]);
  return answer;
}

/** DELETE /v1/notification-templates/{id}: back to the product's, if there is one. */
export async function removeTemplate(call: Call<unknown>): Promise<Response> {
  const { request, parameters, dryRun } = call;
  const id = parameters.id ?? '';
  const place = await placeOf(request.caller.tenant);
  const known = await standing(place, id);
  if (known?.origin !== 'own') throw new Problem('not-found', `there is no template ${id} of your own to delete`);
  matchVersion(requireIfMatch(request.ifMatch), known.version);
  const gone = { delete: notificationTextKey(place.tenant, id), condition: { version: known.version } };
  if (!dryRun) await written(place, [gone, told(call, id, 0)]);
  return { status: 204 };
}

async function written({ store }: Place, writes: readonly Write[]): Promise<void> {
  if (!(await isWritten(store, writes)))
    throw new Problem('version-mismatch', 'it was changed at the same time; read it again');
}

/** The event that tells of a change, where the relay finds it. */
function told({ request }: Call<unknown>, id: string, version: number): Write {
  const event = serviceEvent(templateEvents, 'updated', {
    ...ofDocument(request, version),
    id,
    data: { template: id, version },
  });
  return {
    put: {
      pk: recordPk(request.caller.tenant, 'notification-template', id),
      sk: `${eventSk(version)}#${event.eventId}`,
      entry: { events: [event] },
    },
  };
}

/** GET /v1/notification-settings */
export async function readSettings({ request }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const item = await store.get(notificationTextKey(tenant, SETTINGS));
  const settings = (item?.settings as TextSettings | undefined) ?? DEFAULT_SETTINGS;
  return { status: 200, body: settings, headers: { etag: etag(Number(item?.version ?? 0)) } };
}

/** PUT /v1/notification-settings */
export async function writeSettings(call: Call<TextSettings>): Promise<Response> {
  const { request, body, dryRun } = call;
  const place = await placeOf(request.caller.tenant);
  const key = notificationTextKey(place.tenant, SETTINGS);
  const known = await place.store.get(key);
  const seen = Number(known?.version ?? 0);
  if (known) matchVersion(requireIfMatch(request.ifMatch), seen);
  if (known && isDeepStrictEqual(known.settings, body)) return { status: 200, body, headers: { etag: etag(seen) } };
  const put = { ...key, settings: body, version: seen + 1 };
  const condition = known ? { version: seen } : ('absent' as const);
  if (!dryRun) await written(place, [{ put, condition }, told(call, SETTINGS, seen + 1)]);
  return { status: 200, body, headers: { etag: etag(seen + 1) } };
}
