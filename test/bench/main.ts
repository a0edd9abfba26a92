/**
 * `npm run bench [-- section …]`: measures what the architecture budgets, prints a table a section, fails when an exact one is missed.
 * `npm run bench -- against <commit> [section …]` measures this tree and a commit in turn.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compare } from '#test/bench/against/main';
import { type Progress, type Section, tableOf } from '#test/bench/section';
import { sections } from '#test/bench/sections';

/** One line on the terminal that is overwritten; where output is kept, silence until the table. */
const progress: Progress = (what, done, total) => {
  if (!process.stderr.isTTY) return;
  const share = done !== undefined && total ? ` ${Math.floor((100 * done) / total)} %` : '';
  process.stderr.write(`\r\u001b[K  ${what}${share}`);
};

/** Runs one section and prints its table; false when an exact budget is missed or the section could not run. */
async function measure({ name, title, run }: Section): Promise<boolean> {
  console.log(`\n${name}: ${title}`);
  const began = performance.now();
  try {
    const rows = await run(progress);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    console.log(tableOf(rows));
    return !rows.some(({ kept, exact }) => exact === true && kept === false);
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    console.log(`  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }
}

/** A section in a process of its own: none is measured on the heap and the connections that another left. */
function measureApart({ name }: Section): boolean {
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  return status === 0;
}

/** @returns whether every exact budget is kept */
function measureSections(wanted: readonly string[]): Promise<readonly boolean[]> {
  const chosen = sections.filter(({ name, onDemand }) => (wanted.length === 0 ? !onDemand : wanted.includes(name)));
  const [only] = chosen;
  return chosen.length === 1 && only ? Promise.all([measure(only)]) : Promise.resolve(chosen.map(measureApart));
}

const wanted = process.argv.slice(2);
const [first, ...rest] = wanted;
const known = first === 'against' ? rest.slice(1) : wanted;
const unknown = known.filter((name) => !sections.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`there is no section ${unknown.join(', ')}; there are ${sections.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const missed =
  first === 'against'
    ? await compare(rest, progress).then(() => false)
    : (await measureSections(wanted)).includes(false);
// A stack leaves workers and ports standing, for the next one in its process.
process.exit(missed ? 1 : 0);
