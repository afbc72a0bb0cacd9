import { act } from './acts.js';
import type { Draft, Held } from './draft.js';
import { rest } from './replies.js';

/** What follows a flow that is over. */
export function after(draft: Draft, { flow }: Held): void {
  const { thread } = draft.learner;
  switch (flow.followedBy) {
    case 'lesson':
      act(draft, 'lesson', '');
      return;
    case 'details':
      if (thread.detailsBegun === true) rest(draft);
      else {
        thread.detailsBegun = true;
        draft.begin(draft.flow('details'));
      }
      return;
    case 'rest':
      rest(draft);
      return;
  }
}
