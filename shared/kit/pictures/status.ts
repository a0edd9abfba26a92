/** How something stands, in pictures: by a colour and by a shape or a word, since colours alone not everybody tells apart. Pure. */

export type Status = 'neutral' | 'good' | 'warning' | 'bad' | 'planned';

/** Dark enough to be read on white, by WCAG 2.2 AA. */
export const strokes: Readonly<Record<Status, string>> = {
  neutral: '#37474f',
  good: '#2e7d32',
  warning: '#8a5100',
  bad: '#b71c1c',
  planned: '#1a5fb4',
};

/** Light enough for text upon them. */
export const fills: Readonly<Record<Status, string>> = {
  neutral: '#eceff1',
  good: '#e3f2e4',
  warning: '#fff1dc',
  bad: '#fde4e2',
  planned: '#e3eefb',
};

/** Dashes of the outline, which tell them apart in print. */
export const dashes: Readonly<Record<Status, string | undefined>> = {
  neutral: undefined,
  good: undefined,
  warning: '6 3',
  bad: '2 2',
  planned: '10 3',
};
