/** One picture of each kind, with what is hard to draw in it: overlaps, gaps, long and hostile texts. */
import { scheduleOf } from '#shared/kit/graph/critical-path';
import { timeTicks } from '#shared/kit/pictures/axis';
import { chartSvg } from '#shared/kit/pictures/chart';
import { graphSvg } from '#shared/kit/pictures/graph';
import { lanesSvg } from '#shared/kit/pictures/lanes';
import { planSvg } from '#shared/kit/pictures/plan';
import { rackSvg } from '#shared/kit/pictures/rack';

const at = (text: string): number => Date.parse(text);
export const HOSTILE = '<script>alert("1")</script> & \'more\'';

const graph = (): string =>
  graphSvg({
    title: 'What rests on host-01',
    nodes: [
      { id: 'CI0000001', label: 'host-01', status: 'bad', word: 'down' },
      { id: 'CI0000002', label: 'vm-mail-01', status: 'bad', word: 'down' },
      { id: 'CI0000003', label: 'vm-shop-01', status: 'bad', word: 'down' },
      { id: 'CI0000004', label: 'vm-shop-02', status: 'good', word: 'up' },
      { id: 'CI0000005', label: 'Mail for all of the company and its subsidiaries', status: 'bad', word: 'down' },
      { id: 'CI0000006', label: 'Shop', status: 'warning', word: 'degraded' },
      { id: 'CI0000007', label: HOSTILE },
    ],
    edges: [
      { from: 'CI0000001', to: 'CI0000002', label: 'hosts' },
      { from: 'CI0000001', to: 'CI0000003', label: 'hosts' },
      { from: 'CI0000002', to: 'CI0000005', label: 'supports' },
      { from: 'CI0000003', to: 'CI0000006', label: '1 of 2' },
      { from: 'CI0000004', to: 'CI0000006', label: '1 of 2' },
      { from: 'CI0000001', to: 'CI0000006', label: 'backs up' },
      { from: 'CI0000006', to: 'CI0000007' },
      { from: 'CI0000007', to: 'CI0000006' },
    ],
  });

const map = (): string =>
  graphSvg({
    title: 'Strategy map',
    rows: ['Financial', 'Customer', 'Internal', 'Learning'],
    nodes: [
      { id: 'OBJ0000001', label: 'Margin of services', row: 0, status: 'good', word: 'on_track' },
      { id: 'OBJ0000002', label: 'Satisfied customers', row: 1, status: 'warning', word: 'at_risk' },
      { id: 'OBJ0000003', label: 'Fewer changes fail', row: 2, status: 'bad', word: 'off_track' },
      { id: 'OBJ0000004', label: 'Two people a skill', row: 3, word: 'no_data' },
    ],
    edges: [
      { from: 'OBJ0000002', to: 'OBJ0000001' },
      { from: 'OBJ0000003', to: 'OBJ0000002' },
      { from: 'OBJ0000004', to: 'OBJ0000003' },
    ],
  });

const calendar = (): string => {
  const [from, until] = [at('2026-12-14T00:00+01:00'), at('2027-01-04T00:00+01:00')];
  const day = (text: string, hour: string): number => at(`${text}T${hour}:00+01:00`);
  return lanesSvg({
    title: 'Change calendar, 14 December to 3 January',
    from,
    until,
    ticks: timeTicks(from, until, 'Europe/Berlin'),
    lanes: [
      {
        label: 'Shop',
        bars: [
          {
            id: 'CHG0000011',
            label: 'New database',
            from: day('2026-12-15', '20:00'),
            until: day('2026-12-18', '02:00'),
            status: 'good',
            word: 'scheduled',
          },
          {
            id: 'CHG0000012',
            label: 'Load balancer',
            from: day('2026-12-17', '22:00'),
            until: day('2026-12-19', '02:00'),
            status: 'bad',
            word: 'conflict',
          },
          {
            id: 'CHG0000013',
            label: HOSTILE,
            from: day('2026-12-22', '08:00'),
            until: day('2026-12-29', '08:00'),
            status: 'warning',
            word: 'in freeze',
          },
        ],
      },
      {
        label: 'Mail',
        bars: [
          {
            id: 'CHG0000014',
            label: 'Certificates',
            from: day('2026-12-16', '22:00'),
            until: day('2026-12-16', '23:00'),
          },
        ],
      },
      { label: 'A service with a name that is too long for its lane', bars: [] },
    ],
    shades: [
      {
        label: 'Freeze at the end of the year',
        from: day('2026-12-20', '00:00'),
        until: day('2027-01-03', '00:00'),
        kind: 'freeze',
      },
      { label: 'Window', from: day('2026-12-15', '20:00'), until: day('2026-12-18', '04:00'), kind: 'window' },
    ],
    joins: [{ from: 'CHG0000011', to: 'CHG0000012', kind: 'conflict', label: 'ci_scheduled' }],
  });
};

const plan = (): string => {
  const tasks = [
    { id: 't1', title: 'Call the team', duration: 15 },
    { id: 't2', title: 'Restore files', duration: 60, after: [{ task: 't1' }] },
    { id: 't3', title: 'Restore the database', duration: 90, after: [{ task: 't1' }] },
    { id: 't4', title: 'Check and open', duration: 30, after: [{ task: 't3' }] },
    { id: 't5', title: 'Tell customers', duration: 20 },
  ];
  return planSvg({ title: 'Continuity plan CPL0000001', unit: 'min', tasks, schedule: scheduleOf(tasks) });
};

const rack = (): string =>
  rackSvg({
    title: 'Rack R-04, room 2',
    units: 42,
    positions: [
      { id: 'CI0000101', label: 'Battery', from: 1, height: 4, state: 'occupied', feeds: ['A', 'B'] },
      {
        id: 'CI0000102',
        label: 'Storage with a very long name indeed, and more of it',
        from: 6,
        height: 4,
        state: 'occupied',
        feeds: ['A', 'B'],
      },
      { id: 'CI0000103', label: HOSTILE, from: 11, height: 1, state: 'occupied', feeds: ['A'] },
      { id: 'CI0000104', label: 'Server', from: 12, height: 2, state: 'reserved', feeds: ['A', 'B'] },
      { id: 'CI0000105', label: 'Switch', from: 42, height: 1, state: 'occupied', feeds: ['B'] },
    ],
    loads: ['6.0 of 8 kW', '320 of 900 kg'],
  });

const chart = (): string => {
  const [from, until] = [at('2026-06-15T00:00Z'), at('2026-06-16T00:00Z')];
  const points = Array.from({ length: 97 }, (_, i) => ({
    at: from + i * 900_000,
    value: i > 40 && i < 50 ? null : Math.round(240 + 50 * Math.sin(i / 15) + (i % 3) * 4) / 10,
  }));
  const steps = Array.from({ length: 25 }, (_, i) => ({ at: from + i * 3_600_000, value: i < 9 || i > 18 ? 21 : 25 }));
  return chartSvg({
    title: 'Temperature of room 2',
    unit: '°C',
    from,
    until,
    ticks: timeTicks(from, until, 'Europe/Berlin'),
    series: [
      { name: 'ENV0000007 intake', points },
      { name: 'Set point', points: steps, step: true },
    ],
    limits: [
      { label: 'warning', value: 27, status: 'warning' },
      { label: 'alarm', value: 32, status: 'bad' },
    ],
  });
};

/** By name: made anew each time, so that two of them can be compared. */
export const specimens: Readonly<Record<string, () => string>> = { graph, map, calendar, plan, rack, chart };
