/** A template: what is said to an audience about an event, in one language. */
import type { Audience } from '#shared/events/told';

export interface Template {
  readonly event: string;
  readonly audience: Audience;
  /** A BCP 47 language tag. */
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** Also for whoever caused the event. */
  readonly self: boolean;
  /** False: nobody of the audience is told in this language. */
  readonly active: boolean;
}

export interface TemplateDocument {
  readonly id: string;
  readonly version: number;
  readonly origin: 'own' | 'default';
  readonly template: Template;
  readonly updatedAt?: string;
}

export const templateId = ({ event, audience, language }: Pick<Template, 'event' | 'audience' | 'language'>): string =>
  `${event}.${audience}.${language}`;
