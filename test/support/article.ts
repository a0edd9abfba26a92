/** An article as tests draft it, and how it comes to be published. */
import { expect } from 'vitest';
import type { Client } from '#test/support/client';

export const ARTICLE = {
  title: 'VPN error 809: the tunnel cannot be established',
  kind: 'troubleshooting',
  audience: 'public',
  body: 'Allow UDP 500 and 4500 in the firewall between the client and the gateway, then connect again.',
  services: ['network'],
  validUntil: '2027-03-31',
} as const;

/** Drafted and given to its reviewers. */
export async function submitted(author: Client, fields: object = {}): Promise<string> {
  const drafted = await author.post('/v1/articles', { ...ARTICLE, ...fields });
  expect([drafted.status, drafted.body.detail]).toEqual([201, undefined]);
  const path = `/v1/articles/${drafted.body.id}`;
  const given = await author.act(path, 'submit');
  expect([given.status, given.body.detail]).toEqual([200, undefined]);
  return path;
}

/** Drafted by one, approved by another. @returns its path */
export async function published(author: Client, editor: Client, fields: object = {}): Promise<string> {
  const path = await submitted(author, fields);
  const approved = await editor.act(path, 'approve');
  expect([approved.status, approved.body.detail, approved.body.state]).toEqual([200, undefined, 'published']);
  return path;
}

/** Changed and published as the next version. */
export async function revised(path: string, author: Client, editor: Client, fields: object): Promise<void> {
  await author.act(path, 'revise');
  const seen = await author.get(path);
  const patched = await author.patch(path, fields, { headers: { 'if-match': seen.headers.get('etag') ?? '' } });
  expect([patched.status, patched.body.detail]).toEqual([200, undefined]);
  await author.act(path, 'submit');
  const approved = await editor.act(path, 'approve');
  expect([approved.status, approved.body.detail]).toEqual([200, undefined]);
}
