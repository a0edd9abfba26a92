/** Problems of values that several sources report. */
import { defineProblems } from '#shared/problems/row';

export const sourcesProblems = defineProblems({
  outranked: {
    status: 409,
    title: 'A source that is believed before people says otherwise',
    when: 'A PATCH states a value of which a source that comes before people, and is not stale, has another.',
    remedy: 'Mend it where the source has it from, or wait until the source gives way; `…/sources` says who says what.',
  },
  'import-running': {
    status: 409,
    title: 'Another import of the source is being worked on',
    when: 'A source sends more reports than are answered at once while an earlier lot of it is still being worked on.',
    remedy: 'Wait until the operation that `operation` names is over, then send them.',
  },
  unidentifiable: {
    status: 422,
    title: 'The report has nothing by which a record is recognised',
    when: 'None of the ways to recognise a record is complete in it, or what it has are placeholders that makers and agents leave behind.',
    remedy: 'Report one of the values that identify, such as a serial number that is one.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly sources: typeof sourcesProblems;
  }
}
