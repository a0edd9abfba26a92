/** How events are named on the bus: `<record>.<past-tense>`, with underscores. */

/** The bus's detail-type of an event of a record; one that bears a dot, such as `sla.breached`, is a name already. */
export function eventName(recordType: string, event: string): string {
  return event.includes('.') ? event : `${recordType.replaceAll('-', '_')}.${event}`;
}
