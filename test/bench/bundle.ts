/** Section `bundle`: how large each function is, and how long it takes to load against the SDK clients that it cannot do without. */
import { join } from 'node:path';
import { deployables } from '#functions/deployables';
import { type Bundle, bundle } from '#infra/bundle';
import { functionEntries } from '#infra/functions';
import { bundleBareClients } from '#test/bench/bare-clients';
import { loadTimes } from '#test/bench/load-time';
import { atMost, type Row, type Section } from '#test/bench/section';

export const BUNDLE_BYTES = 450 * 1024;
/** Functions that are larger, by what was decided (ADR 99): three records with approvals, a workflow, clocks and an order form. */
const LARGER: ReadonlyMap<string, number> = new Map([['request-fulfilment', 512 * 1024]]);

/** How large a function may be. */
export const mostBytes = (id: string): number => LARGER.get(id) ?? BUNDLE_BYTES;
const LOAD_RATIO = 1.4;
/** Fresh processes a module. */
const TIMES = 9;

/** The bundles of every function, as they are deployed. */
export function deployedBundles(): Promise<readonly Bundle[]> {
  return bundle(functionEntries(deployables));
}

export const bundleSection: Section = {
  name: 'bundle',
  title: 'minified size and module load of each function',
  async run(progress) {
    const root = process.cwd();
    const bundles = await deployedBundles();
    const bare = await bundleBareClients(
      bundles.map(({ id }) => id),
      root,
    );
    const rows: Row[] = bundles.map(({ id, bytes }) =>
      atMost(`${id}: size`, bytes / 1024, mostBytes(id) / 1024, { unit: 'KB', digits: 0, exact: true }),
    );
    for (const [i, { id, dir }] of bundles.entries()) {
      progress(`loading ${id}`, i, bundles.length);
      const clients = bare.get(id);
      if (clients === undefined) continue;
      const [ours, theirs] = await loadTimes(join(root, dir, 'index.mjs'), clients, TIMES);
      const row = atMost(`${id}: load`, ours / theirs, LOAD_RATIO, { unit: '×' });
      rows.push({ ...row, measured: `${row.measured} (${ours.toFixed(0)} of ${theirs.toFixed(0)} ms)` });
    }
    return rows;
  },
};
