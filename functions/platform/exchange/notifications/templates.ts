/** Templates: what is said to whom about an event in which language; the tenant's own over those that come with the product. */

import { notificationTexts } from '#functions/notification-texts';
import { type Audience, isAudience, ranked, type Shipped, shipped } from '#shared/events/told';
import type { Item } from '#shared/store/store';
import { clock } from '#shared/time/clock';
import { notificationTextPk } from './keys.ts';
import type { Place } from './runtime.ts';
import { type Template, type TemplateDocument, templateId } from './template.ts';

export interface TextSettings {
  /** The language of those who have none, or one without a text. */
  readonly language: string;
}

export const DEFAULT_SETTINGS: TextSettings = { language: 'en' };
export const SETTINGS = 'settings';

function documentsIn(language: Shipped): readonly TemplateDocument[] {
  return notificationTexts.flatMap(({ told }) =>
    Object.entries(told).flatMap(([event, to]) =>
      ranked(Object.keys(to).filter(isAudience)).flatMap((audience) => {
        const said = to[audience];
        if (!said) return [];
        const [subject, text] = said[language];
        const template: Template = { event, audience, language, subject, text, self: said.self ?? false, active: true };
        return [{ id: templateId(template), version: 0, origin: 'default' as const, template }];
      }),
    ),
  );
}

const defaults: readonly TemplateDocument[] = shipped.flatMap(documentsIn);
export const defaultTemplate = (id: string): TemplateDocument | undefined => defaults.find((each) => each.id === id);

/** The table's own edge: only the templates API writes what is read here. */
export function documentOf(item: Item | undefined): TemplateDocument | undefined {
  return item?.document as TemplateDocument | undefined;
}

export interface TextsInEffect {
  readonly templates: readonly TemplateDocument[];
  readonly settings: TextSettings;
}

/** Whose texts, and where they are. */
type Items = Pick<Place, 'tenant' | 'store'>;

/** The tenant's texts are read again after this long, like its configuration. */
const FRESH_MS = 10_000;
const read = new Map<string, { readonly at: number; readonly texts: Promise<TextsInEffect> }>();

async function load({ tenant, store }: Items): Promise<TextsInEffect> {
  const items = await store.queryAll({ pk: notificationTextPk(tenant) });
  const own = new Map(items.flatMap((item) => documentOf(item) ?? []).map((document) => [document.id, document]));
  const settings = items.find(({ sk }) => sk === SETTINGS)?.settings as TextSettings | undefined;
  const standing = defaults.filter(({ id }) => !own.has(id));
  return { templates: [...standing, ...own.values()], settings: settings ?? DEFAULT_SETTINGS };
}

/** @param fresh past what this function instance remembers */
export function textsOf(place: Items, fresh = false): Promise<TextsInEffect> {
  const now = clock.now();
  const known = read.get(place.tenant);
  if (!fresh && known && Math.abs(now - known.at) < FRESH_MS) return known.texts;
  const texts = load(place);
  texts.catch(() => read.delete(place.tenant));
  read.set(place.tenant, { at: now, texts });
  return texts;
}

/** What is said to an audience, in the language nearest to the one wished for: itself, without its region, the tenant's, English, any. */
export function templateFor(
  { templates, settings }: TextsInEffect,
  event: string,
  audience: Audience,
  locale: string | undefined,
): Template | undefined {
  const candidates = templates
    .map(({ template }) => template)
    .filter((template) => template.event === event && template.audience === audience && template.active);
  const wished = [locale, locale?.split('-')[0], settings.language, settings.language.split('-')[0], 'en'];
  const [language] = wished.filter((each) => candidates.some((template) => template.language === each));
  return candidates.find((template) => template.language === language) ?? candidates[0];
}
