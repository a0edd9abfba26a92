/** A comment or work note (A5), as it is kept. */

export interface Comment {
  readonly id: string;
  readonly at: string;
  readonly author: { readonly type: string; readonly id: string };
  readonly body: string;
  readonly visibility: 'public' | 'internal';
  /** The mail of which it does not have all; in answers `original` stands for it. */
  readonly mail?: string;
  /** The record that it was said on, when it is read on another one. */
  readonly record?: string;
  readonly editedAt?: string;
  readonly redactedAt?: string;
  readonly redactedBy?: string;
}
