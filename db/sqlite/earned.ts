import type { FlowRecord } from '../../flows/records.js';

/** What was earned in a course: sums, so that reading them costs the same however much was done. */
export interface Sums {
  right: number;
  answered: number;
  points: number;
}

const none: Sums = { right: 0, answered: 0, points: 0 };

/** `learner.earned`, by course. */
export type Earned = Record<string, Sums>;

export function sumsOf(earned: string, course: string): Sums {
  return (JSON.parse(earned) as Earned)[course] ?? none;
}

/** `earned` with what the records of a turn add to it. @returns undefined where they add nothing */
export function earnedWith(earned: () => string, records: readonly FlowRecord[]): string | undefined {
  let sums: Earned | undefined;
  for (const record of records) {
    const [course, more] = worth(record) ?? [];
    if (course === undefined || more === undefined) continue;
    sums ??= JSON.parse(earned()) as Earned;
    const { right, answered, points } = sums[course] ?? none;
    sums[course] = {
      right: right + more.right,
      answered: answered + more.answered,
      points: points + more.points,
    };
  }
  return sums && JSON.stringify(sums);
}

/** What one record adds to the sums of which course. */
function worth(record: FlowRecord): [string, Sums] | undefined {
  switch (record.kind) {
    case 'attempt': {
      const { verdict, attempt, item } = record;
      const right = Number(verdict === 'right' || verdict === 'typo');
      // An exercise counts once however often it was tried.
      return [courseOf(item), { right, answered: Number(attempt === 1 && verdict !== 'skipped'), points: 0 }];
    }
    case 'points':
      return [courseOf(record.source), { ...none, points: record.amount }];
    default:
      return undefined;
  }
}

/** `english/cafe/ordering#say-it` is of `english`. */
export function courseOf(item: string): string {
  return item.split('/', 1)[0] ?? item;
}
