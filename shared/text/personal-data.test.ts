/** What looks like an address or a phone number, and what does not. */
import { expect, it } from 'vitest';
import { masked, personalDataIn } from '#shared/text/personal-data';

it.each([
  ['Ask jörg.müller@acme.example, or call +49 30 1234567.', ['jörg.müller@acme.example', '+49 30 1234567']],
  ['0170 1234567 or (030) 123456', ['0170 1234567', '(030) 123456']],
  ['+1 (555) 123-4567', ['+1 (555) 123-4567']],
  ['555-123-4567', ['555-123-4567']],
  ['error 809, build 10.0.19045.3803, 192.168.100.200, 2026-06-15 07:00, KB5031356, 0x80070005', []],
  ['twice a@b.example and a@b.example', ['a@b.example']],
])('%s', (text, found) => {
  expect(personalDataIn(text).map((datum) => datum.text)).toEqual(found);
});

it('is masked wherever it stands', () => {
  const text = 'Mail a@b.example, then a@b.example again, or +49 30 1234567.';
  expect(masked(text, personalDataIn(text))).toBe(
    'Mail [e-mail address], then [e-mail address] again, or [phone number].',
  );
});
