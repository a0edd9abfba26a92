/** What owners of events say to people: events that there are, nothing unsaid, and one word for one code. */
import { describe, expect, it } from 'vitest';
import { notificationTexts } from '#functions/notification-texts';
import { isOutside } from '#functions/platform/exchange/notifications/rules-audience';
import { mayName, placeholdersOf } from '#functions/platform/exchange/notifications/rules-render';
import { eventNamesText } from '#infra/docs/texts';
import { isAudience, shipped } from '#shared/events/told';
import { fieldNaming } from '#shared/grammar/party';
import { recordFields } from '#shared/grammar/schemas';
import { definitions } from '#test/conformance/definitions';

const events: readonly string[] = JSON.parse(eventNamesText());
/** Services tell some events to people only: nobody else may hear of another's webhooks and keys. */
const ofServices: readonly string[] = ['access_key.orphaned', 'webhook.disabled', 'webhook.orphaned'];
const told = notificationTexts.flatMap((texts) => Object.entries(texts.told));
const codes = notificationTexts.flatMap((texts) =>
  Object.entries(texts.codes ?? {}).flatMap(([field, words]) =>
    Object.entries(words).map(([code, said]) => ({ field, code, said })),
  ),
);

it('every event is told by one owner only', () => {
  const names = told.map(([event]) => event);
  expect(names.length).toBeGreaterThan(30);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(told)('%s', (event, to) => {
  it('is an event', () => {
    expect([...events, ...ofServices]).toContain(event);
  });

  it('is for audiences that there are: a field names people of its record', () => {
    const definition = definitions.find(({ type }) => event.startsWith(`${type.replaceAll('-', '_')}.`))?.definition;
    for (const audience of Object.keys(to)) {
      expect(isAudience(audience), audience).toBe(true);
      const field = fieldNaming(audience);
      if (field === undefined) continue;
      const { schema } = (definition && recordFields(definition)[field]) ?? {};
      expect(schema?.safeParse('ada').success || schema?.safeParse(['ada']).success, audience).toBe(true);
    }
  });

  it('names to those outside only what everyone involved sees', () => {
    for (const [audience, said] of Object.entries(to).filter(([name]) => isAudience(name) && isOutside(name)))
      for (const text of shipped.flatMap((language) => said?.[language] ?? []))
        for (const name of placeholdersOf(text).filter((each) => !each.startsWith('event.')))
          expect([name, isAudience(audience) && mayName(event, audience, name)]).toEqual([name, true]);
  });

  it('says something in every language, of what there is to say', () => {
    for (const text of Object.values(to).flatMap((said) => shipped.flatMap((language) => said?.[language] ?? []))) {
      expect(text.trim()).not.toBe('');
      for (const [, name] of text.matchAll(/\{\{([^}]*)\}\}/g))
        expect(name).toMatch(/^(recipient|actor|comment|update|(record|event)(\.[a-zA-Z]+)+)$/);
    }
  });
});

it('a code of a field has one word in a language, whoever says it', () => {
  for (const { field, code, said } of codes)
    for (const other of codes.filter((each) => each.field === field && each.code === code))
      expect(other.said, `${field} ${code}`).toEqual(said);
});

it('states that have words are states', () => {
  const states = new Set(definitions.flatMap(({ definition }) => Object.keys(definition.lifecycle.states)));
  for (const { field, code } of codes) if (field === 'state') expect(states).toContain(code);
});
