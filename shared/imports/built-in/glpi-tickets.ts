/**
 * GLPI's list of tickets, exported as CSV with the columns of the default view: separated by semicolons, names as the search has them, actors
 * with their group (`Requester - Requester`), as `src/Glpi/Search/Output` writes headers. English names; those of other languages are a mapping of their own.
 */
import type { MappingDocument } from '#shared/imports/mapping-document';

export const glpiTickets: MappingDocument = {
  title: 'List of GLPI tickets, one row per ticket (CSV of the default view, English).',
  rows: 'state',
  encoding: 'utf-8',
  delimiter: ';',
  key: 'ID',
  dates: ['yyyy-MM-dd HH:mm', 'yyyy-MM-dd HH:mm:ss'],
  columns: [
    { column: 'Title', field: 'title' },
    {
      column: 'Status',
      field: 'state',
      values: {
        New: { state: 'new', whenAssigned: 'assigned' },
        'Processing (assigned)': { state: 'assigned' },
        'Processing (planned)': 'in_progress',
        Pending: 'pending',
        Solved: 'resolved',
        Closed: 'closed',
      },
    },
    { column: 'Last update', field: 'updatedAt' },
    { column: 'Opening date', field: 'openedAt' },
    {
      column: 'Priority',
      field: 'priority',
      values: { Major: 1, 'Very high': 1, High: 2, Medium: 3, Low: 4, 'Very low': 5 },
    },
    { column: 'Requester - Requester', field: 'requesterId' },
    { column: 'Assigned to - Technician', field: 'assignedTo', optional: true },
    { column: 'Assigned to - Technician group', field: 'assignedGroup', optional: true },
    { column: 'Category', field: 'category', optional: true },
    { column: 'Description', field: 'description', optional: true },
    { column: 'Resolution date', field: 'resolvedAt', optional: true },
    { column: 'Closing date', field: 'closedAt', optional: true },
  ],
  others: 'ignored',
};
