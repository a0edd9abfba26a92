/** Search (A12): one question to records of every type, answered with what the caller may see. */
import { everyEvent, operation, type ServiceDefinition } from '#shared/serve/service';
import { find } from './find.ts';
import { indexRecord } from './index-record.ts';

/** After which a record may be found by other words. */
const HAPPENINGS = [
  ...['created', 'updated', 'imported', 'deleted', 'restored', 'redacted', 'purged'],
  ...['version_published', 'version_superseded'],
];

export const search: ServiceDefinition = {
  id: 'search',
  stage: 'platform',
  group: 'insight',
  title: 'Search',
  purpose: 'Find records of every type by their number or their words.',
  operations: [
    operation({
      id: 'search',
      method: 'GET',
      path: ['search'],
      summary: 'Find records by number or by words in title, tags and description',
      query: ['q', 'types', 'limit', 'cursor'],
      statuses: [200],
      run: find,
    }),
  ],
  consumes: [
    ...HAPPENINGS.map((happened) => ({
      source: everyEvent.source,
      detailType: `*.${happened}`,
      run: indexRecord,
    })),
  ],
};
