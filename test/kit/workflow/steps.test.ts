/** Kinds of steps, one after the other: what each waits for, what moves it, what its lateness means. */
import { describe, expect, it } from 'vitest';
import { MAX_ITEMS } from '#shared/kit/workflow/advance';
import { lateAt, REDRIVE_AFTER, redriveAt } from '#shared/kit/workflow/run';
import { MINUTE, NOON, rehearse } from '#test/kit/workflow/release';

const instant = (minutes: number): string => new Date(NOON + minutes * MINUTE).toISOString();

describe('until', () => {
  it('waits for what the record says, and not for what it says already', () => {
    expect(rehearse({ tested: false }).place()).toBe('tests');
    expect(rehearse({ tested: false }).change({ tested: true })).toBe('goNoGo test');
    expect(rehearse().place()).toBe('goNoGo test');
  });

  it('fails when what it waits for does not come in time', () => {
    const late = rehearse({ tested: false });
    expect(late.after(59)).toBe('tests');
    expect(late.after(1)).toBe('undone');
    expect(late.run().failures).toEqual([{ step: 'tests', at: {}, because: 'its time was up' }]);
  });

  it('goes on at its instant, which moves with the record', () => {
    const moved = rehearse({ opensAt: NOON + 30 * MINUTE });
    expect(moved.hear('go')).toBe('window test');
    const { moves } = moved.run();
    expect(moved.change({ opensAt: NOON + 45 * MINUTE })).toBe('window test');
    expect(moved.run()).toMatchObject({ dueAt: instant(45), moves: moves + 1 });
    expect(moved.after(44)).toBe('window test');
    expect(moved.after(1)).toBe('start test all');
  });
});

describe('gate', () => {
  it('is passed by its command and failed by the other, whoever’s they are', () => {
    expect(rehearse().hear('go')).toBe('start test all');
    expect(rehearse().hear('no-go')).toBe('undone');
    expect(rehearse().hear('report', 'update')).toBe('goNoGo test');
  });

  it('means what it says when nobody decides', () => {
    const silent = rehearse();
    expect(silent.after(59)).toBe('goNoGo test');
    expect(silent.after(1)).toBe('undone');
  });

  it('is not passed by a command about another item', () => {
    const gate = rehearse();
    expect(gate.told('go', { environment: 'live' })).toBe('goNoGo test');
    expect(gate.told('go', { environment: 'test' })).toBe('start test all');
  });
});

describe('command', () => {
  it('is where the machine runs it, and over when it was run', () => {
    const run = rehearse();
    expect(run.hear('go')).toBe('start test all');
    expect(lateAt(run.run())).toBeUndefined();
    expect(run.hear('deploy')).toBe('agent test all');
    expect(run.run().done).toEqual([{ step: 'start', at: { environment: 'test', wave: 'all' } }]);
  });

  it('fails when it is refused, with what was said', () => {
    const run = rehearse();
    run.hear('go');
    expect(run.refused('the change is not in implement')).toBe('undone');
    expect(run.run().failures.at(-1)?.because).toBe('the change is not in implement');
  });
});

describe('callback', () => {
  const atAgent = () => {
    const run = rehearse();
    run.hear('go');
    run.hear('deploy');
    return run;
  };

  it('C4.6 counts as failed ten minutes after the last sign of life, and whoever is asked then has a quarter of an hour', () => {
    const run = atAgent();
    expect(run.after(9)).toBe('agent test all');
    const { moves } = run.run();
    run.hear('beat');
    expect(run.run()).toMatchObject({ moves, beatAt: instant(9) });
    expect(run.after(9)).toBe('agent test all');
    expect(run.after(1)).toBe('ask test all');
    expect(run.run().failures.at(-1)?.because).toBe('no sign of life for 600 s');
    expect(run.after(14)).toBe('ask test all');
    expect(run.after(1)).toBe('undo test all');
  });

  it('goes on, back, or is taken back as whoever is asked says', () => {
    const asked = () => {
      const run = atAgent();
      expect(run.hear('fail')).toBe('ask test all');
      return run;
    };
    expect(asked().hear('go')).toBe('soak test all');
    expect(asked().hear('retry')).toBe('start test all');
    expect(asked().hear('roll-back')).toBe('undo test all');
  });

  it('has its limit, however lively it is', () => {
    const run = atAgent();
    for (let minutes = 0; minutes < 115; minutes += 5) {
      run.after(5);
      run.hear('beat');
    }
    expect(run.after(4)).toBe('agent test all');
    expect(run.after(1)).toBe('ask test all');
  });
});

describe('wait', () => {
  it('lets its time pass', () => {
    const run = rehearse();
    run.hear('go');
    expect(run.hear('deploy', 'report')).toBe('soak test all');
    expect(run.after(29)).toBe('soak test all');
    expect(run.after(1)).toBe('goNoGo live');
  });
});

describe('each', () => {
  it('goes through its items in order, each with all its steps, and those within', () => {
    const run = rehearse();
    const wave = (first: string) => {
      const places = [first, run.hear('deploy'), run.hear('report')];
      return [...places, run.after(30)];
    };
    expect(wave(run.hear('go'))).toEqual(['start test all', 'agent test all', 'soak test all', 'goNoGo live']);
    expect(wave(run.hear('go'))).toEqual(['start live 10', 'agent live 10', 'soak live 10', 'start live 90']);
    expect(wave(run.place())).toEqual(['start live 90', 'agent live 90', 'soak live 90', 'finish']);
    expect(run.hear('finish')).toBe('succeeded');
    expect(run.run()).toMatchObject({ phase: 'succeeded', at: {}, items: {}, done: [], failures: [] });
  });

  it('has nothing to do without items, and refuses more than a record holds', () => {
    expect(rehearse({ environments: [] }).place()).toBe('finish');
    const many = Array.from({ length: MAX_ITEMS + 1 }, (_, i) => `e${i}`);
    expect(rehearse({ environments: many }).place()).toBe('undone');
  });

  it('keeps to the items that there were when it was come to', () => {
    const run = rehearse({ environments: ['test'] });
    run.change({ environments: ['other', 'live'] });
    run.hear('go');
    run.hear('deploy', 'report');
    expect(run.after(30)).toBe('finish');
  });
});

describe('what is lost', () => {
  it('is taken up from the table ten minutes after somebody should have gone on', () => {
    const run = rehearse({ opensAt: NOON + 30 * MINUTE });
    expect(redriveAt(run.run())).toBe(NOON + 60 * MINUTE + REDRIVE_AFTER);
    run.hear('go');
    expect(redriveAt(run.run())).toBe(NOON + 30 * MINUTE + REDRIVE_AFTER);
    run.after(30);
    expect(run.place()).toBe('start test all');
    expect(redriveAt(run.run())).toBe(run.now() + REDRIVE_AFTER);
  });
});
