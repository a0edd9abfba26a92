/** Pictures as SVG text: the same data give the same bytes, everything that people wrote is escaped, and nothing outside is referred to (KC.7). Pure. */

/** Markup in which nothing is left to escape. */
export interface Markup {
  readonly markup: string;
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Characters that XML 1.0 cannot hold at all, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be left out
const NEVER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(NEVER, '')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** Lengths to a hundredth: what is less cannot be seen. */
const written = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100 || 0) : escaped(value);

/** An element; texts among its children are escaped, attributes without a value are left out. */
export function el(name: string, attributes: Attributes, ...children: readonly (Markup | string)[]): Markup {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${written(value)}"`],
  );
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : child.markup)).join('');
  return { markup: inside === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inside}</${name}>` };
}

/** Several pieces as one. */
export const all = (pieces: readonly Markup[]): Markup => ({ markup: pieces.map(({ markup }) => markup).join('') });

export const NOTHING: Markup = { markup: '' };

/** What a piece is, said to whoever points at it or has it read aloud. */
export const says = (text: string): Markup => el('title', {}, text);

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What is to be seen, in words. */
  readonly description: string;
}

/** Edge of a picture, and where what is below its title begins. */
export const MARGIN = 24;
export const TOP = 52;

/** Height of a line of text, and the breadth of a letter in parts of it. */
const [TEXT, LETTER] = [12, 0.62];

/** The whole picture with its title, which is an image to assistive technology. */
export function picture({ width, height, title, description }: Frame, ...pieces: readonly Markup[]): string {
  const { markup } = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${written(width)} ${written(height)}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': 'title desc',
      'font-family': 'system-ui, sans-serif',
      'font-size': TEXT,
      fill: '#37474f',
    },
    el('title', { id: 'title' }, title),
    el('desc', { id: 'desc' }, description),
    el('rect', { width, height, fill: '#ffffff' }),
    el('text', { x: MARGIN, y: 30, 'font-size': 16, 'font-weight': 600 }, fitted(title, width - 2 * MARGIN, 16)),
    ...pieces,
  );
  return `${markup}\n`;
}

/** Whether a text fits a width. */
export const fits = (text: string, width: number, size: number = TEXT): boolean => fitted(text, width, size) === text;

/** Text that fits a width, with an ellipsis where it does not; by the breadth that letters have in wide fonts. */
export function fitted(text: string, width: number, size = TEXT): string {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
