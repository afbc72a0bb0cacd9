import { act } from './acts.js';
import type { Draft, Held } from './draft.js';
import { rest } from './replies.js';

/** What follows a flow that is over. */
export function after(draft: Draft, held: Held): void {
  const { thread } = draft.learner;
  switch (held.instance.flow) {
    case 'onboarding':
      act(draft, 'lesson', '');
      return;
    case 'lesson':
      if (thread.detailsBegun !== true) {
        thread.detailsBegun = true;
        draft.begin(draft.flow('details'));
        return;
      }
      rest(draft);
      return;
    default:
      rest(draft);
  }
}
