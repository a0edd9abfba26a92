/** What was done is taken back: the latest first, each with all that takes it back, whatever of it fails. */
import { describe, expect, it } from 'vitest';
import { hold, MAX_DONE, stop } from '#shared/kit/workflow/advance';
import { programOf } from '#shared/kit/workflow/program';
import { redriveAt } from '#shared/kit/workflow/run';
import type { AnyWorkflow } from '#shared/kit/workflow/workflow';
import { rehearse, release } from '#test/kit/workflow/release';

/** The second of three waves has been deployed, and its agent is at work. */
function secondWave() {
  const run = rehearse({ environments: ['live'], waves: ['10', '30', '60'] });
  run.hear('go');
  run.hear('deploy', 'report');
  run.after(30);
  expect(run.hear('deploy')).toBe('agent live 30');
  return run;
}

describe('compensation', () => {
  it('C4.2 wave 2 and then wave 1 are rolled back, and wave 3 never starts', () => {
    const run = secondWave();
    run.hear('fail');
    expect(run.after(15)).toBe('undo live 30');
    expect([run.hear('undo'), run.after(1)]).toEqual(['drain live 30', 'undo live 10']);
    expect([run.hear('undo'), run.after(1)]).toEqual(['drain live 10', 'undone']);
    expect(run.run().phase).toBe('undoing');
    run.hear('note');
    expect(run.run()).toMatchObject({ phase: 'undone', done: [] });
  });

  it('goes on when a part of it fails, and tells of it', () => {
    const run = secondWave();
    run.hear('roll-back');
    expect(run.refused('no such script')).toBe('drain live 30');
    expect(run.after(1)).toBe('undo live 10');
    expect(run.run().failures.map(({ because }) => because)).toEqual(['roll-back was called', 'no such script']);
  });

  it('is not begun twice', () => {
    const run = secondWave();
    run.hear('roll-back');
    const { moves } = run.run();
    expect(run.hear('roll-back', 'go', 'fail')).toBe('undo live 30');
    expect(run.run().moves).toBe(moves);
  });

  it('takes back what a record can remember, and is begun before it cannot', () => {
    const waves = Array.from({ length: 100 }, (_, i) => `w${i}`);
    const run = rehearse({ environments: Array.from({ length: 6 }, (_, i) => `live-${i}`), waves });
    let steps = 0;
    while (run.run().phase === 'forward') {
      run.hear('go');
      run.hear('deploy', 'report');
      run.after(30);
      steps++;
    }
    expect(steps).toBe(MAX_DONE + 1);
    expect(run.run().done).toHaveLength(MAX_DONE);
  });
});

describe('a run', () => {
  it('that is held begins nothing and is not taken up, while who is at work goes on', () => {
    const held = hold(secondWave().run(), true);
    expect(held).toMatchObject({ held: true, step: 'agent' });
    expect(redriveAt(held)).toBeDefined();
    const { dueAt, heartbeatSeconds, ...command } = held;
    expect(redriveAt(command)).toBeUndefined();
    expect(hold(held, false)).toMatchObject({ moves: held.moves + 1 });
    expect(hold(held, false)).not.toHaveProperty('held');
  });

  it('whose record went elsewhere is over, and hears nothing more', () => {
    const over = stop(secondWave().run());
    expect(over).toMatchObject({ phase: 'stopped', done: [] });
    expect(over.step).toBeUndefined();
    expect(redriveAt(over)).toBeUndefined();
    expect(stop(over)).toBe(over);
  });
});

describe('a workflow', () => {
  const stated = (steps: readonly object[]) => ({ begins: 'open', steps }) as unknown as AnyWorkflow;
  const command = (name: string, more: object = {}) => ({ kind: 'command', name, run: name, ...more });

  it('has one step of each name', () => {
    expect([...programOf(release as unknown as AnyWorkflow).leaves.keys()]).toEqual([
      'tests',
      'goNoGo',
      'window',
      'start',
      'undo',
      'drain',
      'agent',
      'ask',
      'soak',
      'finish',
      'undone',
    ]);
    const twice = stated([command('a'), command('b', { undo: [command('a')] })]);
    expect(() => programOf(twice)).toThrow('two steps of the workflow are called a');
  });

  it('leads back to its own steps only', () => {
    expect(() => programOf(stated([command('a', { again: 'b' })]))).toThrow('leads back to b');
  });
});
