/** Edges of time (R13): which instants still count, by what the edge is called. Pure. */
import { contains, FOREVER } from '#shared/kit/intervals/intervals';

/** A deadline is met by whatever happens up to it, the instant itself included. */
export const isInTime = (at: number, dueAt: number): boolean => at <= dueAt;

/** What is valid from an instant until another holds from the first on, and no longer at the second. */
export const isInForce = ({ from, until = FOREVER }: { readonly from: number; readonly until?: number }, at: number) =>
  contains({ from, until }, at);

/** Days named last, or valid until, hold through that day: until its end. A notice is in time before it. @param dayEnd of that day */
export const isBeforeEnd = (at: number, dayEnd: number): boolean => at < dayEnd;
