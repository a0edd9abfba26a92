/** `/_local/clock`: read the local clock, stop it, let it run, move it. */

import type { ClockMoves } from '#infra/local/front/tools/moves';
import { ToolProblem } from '#infra/local/front/tools/problem';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { asString, type JsonObject } from '#infra/local/machine/json';
import { fromInstant, toInstant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';

export interface ClockState {
  readonly now: string;
  readonly mode: 'running' | 'frozen';
  /** How often time stood still on the way of a move. */
  readonly steps?: number;
}

/** What the clock shows. */
export const clockState = (clock: LocalClock): ClockState => ({
  now: toInstant(clock.now()),
  mode: clock.frozen ? 'frozen' : 'running',
});

const MEMBERS = ['advance', 'to', 'freeze'];

/** Carries out `{"advance":"PT4H"}`, `{"to":"…Z"}` and `{"freeze":true|false}`; freezing comes first. Throws ToolProblem. */
export async function setClock(clock: LocalClock, moves: ClockMoves, wish: JsonObject): Promise<ClockState> {
  const { freeze } = wish;
  const unknown = Object.keys(wish).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined || Object.keys(wish).length === 0) {
    throw invalid(
      `expected {"advance":"PT4H"}, {"to":"2026-03-27T15:00:00Z"} or {"freeze":true}, was given ${JSON.stringify(wish)}`,
    );
  }
  if (freeze !== undefined && typeof freeze !== 'boolean') {
    throw invalid(`freeze is true or false, was given ${JSON.stringify(freeze)}`);
  }
  const target = targetOf(wish);
  if (freeze === true) clock.freeze();
  if (freeze === false) clock.run();
  if (!target) return clockState(clock);
  try {
    const steps = await moves.moveTo(target);
    return { ...clockState(clock), steps };
  } catch (error) {
    if (error instanceof RangeError) throw new ToolProblem(409, 'The clock does not go back', error.message);
    throw error;
  }
}

function targetOf(wish: JsonObject): ((now: number) => number) | undefined {
  if (wish.advance !== undefined && wish.to !== undefined) throw invalid('give either advance or to, not both');
  try {
    if (wish.advance !== undefined) {
      const milliseconds = parseDuration(asString(wish.advance) ?? '') * 1000;
      return (now) => now + milliseconds;
    }
    if (wish.to === undefined) return undefined;
    const instant = fromInstant(asString(wish.to) ?? '');
    return () => instant;
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message);
    throw error;
  }
}

const invalid = (detail: string): ToolProblem => new ToolProblem(400, 'The clock cannot be set this way', detail);
