/** Kinds of tasks of an article. */
export const taskKindsOfKnowledge = {
  flag: { title: 'Look at what was flagged', mandatory: false, due: { businessDays: 5 } },
  review: { title: 'Review it before its validity ends', mandatory: false, due: { after: 'P30D' } },
} as const;
