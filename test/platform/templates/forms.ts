/** What tests of templates have in common: people, published templates, incidents made with them. */
import { expect } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

export const subject = { title: 'Laptop does not start', category: 'hardware' };
export const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
export const pointers = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);

export interface Forms {
  readonly world: World;
  /** A requester, an agent, a process owner of acme. */
  readonly kim: Client;
  readonly ada: Client;
  readonly petra: Client;
  /** A published template with these fields; its number. */
  published(fields: readonly object[], more?: object): Promise<string>;
  /** An incident that is made with it. */
  logged(by: Client, templateId: string, customFields: object, more?: object): Promise<Answer>;
  /** A merge patch on what the agent sees now. */
  patch(by: Client, path: string, body: object): Promise<Answer>;
}

export async function openForms(): Promise<Forms> {
  const world = await openWorld('2026-06-15T07:00:00Z');
  const [kim, ada, petra] = await Promise.all([
    world.as('kim', 'REQ'),
    world.as('ada', 'AGT'),
    world.as('petra', 'PRO'),
  ]);
  return {
    world,
    kim,
    ada,
    petra,
    async published(fields, more = {}) {
      const draft = { title: 'Broken hardware', recordType: 'incident', fields, ...more };
      const drafted = await petra.post('/v1/templates', draft);
      expect([drafted.status, drafted.body.detail]).toEqual([201, undefined]);
      const { id } = drafted.body;
      const answer = await petra.act(`/v1/templates/${id}`, 'publish');
      expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
      return id;
    },
    logged: (by, templateId, customFields, more = {}) =>
      by.post('/v1/incidents', { ...subject, templateId, customFields, ...more }),
    async patch(by, path, body) {
      const { headers } = await ada.get(path);
      return by.patch(path, body, { headers: { 'if-match': headers.get('etag') ?? '' } });
    },
  };
}
