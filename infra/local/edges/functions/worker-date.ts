/** Replaces `Date` in a thread of functions, so that its present is the local clock's. */
import { readerOf } from '#infra/local/machine/clock/cell';

/** From now on `new Date()`, `Date()` and `Date.now()` of this thread read the shared clock. */
export function patchDate(buffer: SharedArrayBuffer): void {
  const Real = Date;
  const now = readerOf(buffer, Real.now.bind(Real));
  const patched = new Proxy(Real, {
    construct: (target, parts, newTarget) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  Object.defineProperty(Real.prototype, 'constructor', { value: patched, writable: true, configurable: true });
  globalThis.Date = patched;
}
