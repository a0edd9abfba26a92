/** The status page without a stack: languages and what the worst of a service is. What it shows is tested in test/acceptance. */
import { describe, expect, it } from 'vitest';
import { statusOf } from '#functions/platform/exchange/service-status/status';
import type { Effect, PublicNotice, PublicState, ShownPage } from '#shared/kit/status/public-notice';
import { bestLanguage, inLanguage, wishedLanguages } from '#shared/text/languages';

describe('A14 languages', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', ['de-AT', 'de', 'en']],
    ['en;q=0.5, DE', ['de', 'en']],
    ['zh-Hant-TW, *;q=0.1', ['zh-TW']],
    ['de;q=0, fr;q=2, it;q=x, en', ['en']],
    ['', []],
    [undefined, []],
    ['"><script>', []],
  ])('%s is read as %j', (header, expected) => {
    expect(wishedLanguages(header)).toEqual(expected);
  });

  it.each([
    [['en', 'de'], ['de-AT', 'en'], 'de'],
    [['en', 'de-DE'], ['de-AT', 'en'], 'de-DE'],
    [['en', 'de-DE', 'de-AT'], ['de-AT'], 'de-AT'],
    [['fr'], ['de', 'en'], 'fr'],
    [[], ['de'], undefined],
  ])('of %j for somebody who reads %j', (offered, wished, expected) => {
    expect(bestLanguage(offered, wished)).toBe(expected);
  });

  it('no language of an object’s own is one', () => {
    expect(inLanguage({}, ['constructor', 'toString'])).toBeUndefined();
  });
});

describe('the state of a service', () => {
  const page: ShownPage = {
    ...{ published: true, language: 'en', tenant: 'Acme', zone: 'Europe/Berlin' },
    services: [
      { id: 'mail', name: { en: 'Mail' } },
      { id: 'chat', name: { en: 'Chat' } },
    ],
  };
  const notice = (state: PublicState, effect: Effect, services = ['mail']): PublicNotice => ({
    ...{ id: 'NTC0000001', state, effect, services, updates: [] },
  });

  it.each<[string, readonly PublicNotice[], string]>([
    ['nothing', [], 'operational'],
    ['an outage and maintenance', [notice('active', 'maintenance'), notice('active', 'outage')], 'outage'],
    ['an outage that is watched', [notice('monitoring', 'outage')], 'monitoring'],
    ['a degradation beside it', [notice('monitoring', 'outage'), notice('active', 'degradation')], 'degradation'],
    ['what is planned, over or a hint', [notice('planned', 'outage'), notice('active', 'none')], 'operational'],
    ['an outage of another', [notice('active', 'outage', ['chat', 'secret'])], 'operational'],
  ])('%s', (_, notices, expected) => {
    const { services, state } = statusOf(page, notices, [], 0);

    expect(services[0]?.state).toBe(expected);
    expect(state).toBe(services[1]?.state === 'outage' ? 'outage' : expected);
  });
});
