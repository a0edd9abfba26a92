/**
 * How alike two texts are: the cosine of their trigrams. A text is folded (no accents, no case, letters and digits only), cut into
 * pieces of three characters with a space around each word, and each piece weighs 1 + ln(times it occurs). Robust against inflection
 * and typing errors, needs no dictionary and no training, and anybody can recompute it. Pure.
 */
import { folded } from '#shared/text/folding';

/** The trigrams of a text with their weights, and the length of that vector. */
export interface Shape {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Characters of a text that are looked at. */
const MOST = 4000;

export function shapeOf(text: string): Shape {
  const words = folded(text.slice(0, MOST))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const counts = new Map<string, number>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) {
      const piece = padded.slice(i, i + 3);
      counts.set(piece, (counts.get(piece) ?? 0) + 1);
    }
  }
  const weights = new Map([...counts].map(([piece, count]) => [piece, 1 + Math.log(count)]));
  return { weights, length: Math.hypot(...weights.values()) };
}

/** From 0, nothing in common, to 1, the same but for order, case and punctuation; three decimals. */
export function similarity(a: Shape, b: Shape): number {
  if (a.length === 0 || b.length === 0) return 0;
  let product = 0;
  for (const [piece, weight] of a.weights) product += weight * (b.weights.get(piece) ?? 0);
  return Math.min(1, Math.round((1000 * product) / (a.length * b.length)) / 1000);
}
