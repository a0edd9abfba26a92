/** What is told of imports. */
import * as z from 'zod/mini';
import { importBody } from '#shared/capabilities/importing/requests';
import { nothing, type PartDescription } from '#shared/grammar/capability';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const count = z.int().check(z.gte(0));

export const described: PartDescription = {
  ...nothing,
  requests: {
    import: {
      called: ({ many }) => [`import${many}`, 'Import a file: each row becomes a record'],
      says: 'The file is read at once and worked through in steps: `GET /v1/imports/{id}` says how far it is, `…/rows` what became of each row. A row is made as a create is, and refused as one; its number in the other system makes it come once. With `dryRun` nothing is made, and the report is the same.',
      input: {
        name: 'RecordImport',
        schema: () => importBody,
        example: ({ type }) => ({
          mapping: 'old-system',
          fileName: 'records.csv',
          text: 'Number;Name\n7;First\n',
          document: {
            ...{ title: 'Records of our old system', of: type, rows: 'state', encoding: 'utf-8', delimiter: ';' },
            ...{ key: 'Number', columns: [{ column: 'Name', field: 'title' }], others: 'refused' },
          },
        }),
      },
      answers: [
        {
          is: 'component',
          name: 'StartedImport',
          says: 'It is being worked on.',
          status: 202,
          headers: ['Location', 'ETag', 'Idempotency-Replayed'],
        },
      ],
      untried: true,
      besideActions: 'import',
    },
  },
  answers: {
    StartedImport: [
      z.looseObject({
        ...{ id: name, collection: name, mapping: name, fileName: name, state: name, dryRun: z.boolean() },
        ...{ createdAt: instant, createdBy: name, version: count },
        progress: z.looseObject({ rows: count, groups: count, groupsDone: count, percent: count }),
      }),
      'An import that began, as `GET /v1/imports/{id}` tells of it.',
    ],
  },
};
