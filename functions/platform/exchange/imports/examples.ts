/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

const mapping = {
  title: 'Tickets of our old desk',
  rows: 'state',
  encoding: 'windows-1252',
  delimiter: ';',
  key: 'Ticket',
  missing: ['n/a'],
  dates: ['dd/MM/yyyy HH:mm'],
  columns: [
    { column: 'Subject', field: 'title' },
    { column: 'Status', field: 'state', values: { Open: 'new', Working: 'in_progress', Done: 'closed' } },
    { column: 'Created', field: 'openedAt' },
    { column: 'Customer', field: 'requesterId', transform: ['mail-address', 'lower-case'] },
  ],
  others: 'ignored',
  defaults: { priority: 4 },
};

export const importsExamples = {
  of: 'imports',
  parameters: { putImportPart: { number: '1' } },
  requests: {
    announceImport: {
      mapping: 'servicenow-incidents',
      fileName: 'incidents.csv',
      bytes: 48_211,
      sha256: '5f'.repeat(32),
    },
    putImportPart: 'number,opened_at',
    putImportMapping: mapping,
    createImportMapping: { id: 'old-desk', ...mapping },
    previewImportMapping: {
      mapping: 'glpi-tickets',
      text: 'ID;Title;Status;Last update;Opening date;Priority;Requester - Requester\n7;Mouse is lost;New;2026-04-02 10:30;2026-04-02 10:30;Low;Muster Rita\n',
    },
  },
} satisfies Examples;
