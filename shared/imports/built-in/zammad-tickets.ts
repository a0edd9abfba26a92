/**
 * Zammad's table of tickets (reports, time accounting), which it writes as XLSX, saved as CSV: a title, a blank line, then the columns of
 * `lib/excel_sheet/ticket.rb` with dates as `yyyy-mm-dd hh:mm:ss` and, below, a line with the time zone, which is rejected as a row.
 */
import type { MappingDocument } from '#shared/imports/mapping-document';

export const zammadTickets: MappingDocument = {
  title: 'Table of Zammad tickets, one row per ticket (XLSX saved as CSV).',
  rows: 'state',
  encoding: 'utf-8',
  delimiter: ',',
  headerLine: 3,
  missing: ['-'],
  key: '#',
  dates: ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm'],
  columns: [
    { column: 'Title', field: 'title' },
    {
      column: 'State',
      field: 'state',
      values: {
        new: { state: 'new', whenAssigned: 'assigned' },
        open: 'in_progress',
        'pending reminder': 'pending',
        'pending close': 'resolved',
        closed: 'closed',
        merged: 'closed',
        removed: 'canceled',
      },
    },
    { column: 'Priority', field: 'priority', values: { '1 low': 4, '2 normal': 3, '3 high': 2 } },
    { column: 'Group', field: 'assignedGroup' },
    { column: 'Owner', field: 'assignedTo' },
    { column: 'Customer', field: 'requesterId' },
    {
      column: 'Create Channel',
      field: 'channel',
      values: {
        email: 'email',
        phone: 'phone',
        web: 'portal',
        note: 'system',
        sms: 'chat',
        chat: 'chat',
        'telegram personal-message': 'chat',
        'whatsapp message': 'chat',
      },
    },
    { column: 'Created At', field: 'openedAt' },
    { column: 'Updated At', field: 'updatedAt' },
    { column: 'Closed At', field: 'closedAt' },
  ],
  others: 'ignored',
};
