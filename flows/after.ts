import { act } from './acts.js';
import type { Draft, Held } from './draft.js';
import { comeBack } from './hand-over.js';
import { followUpQuiz } from './nudges.js';
import { rest } from './replies.js';
import { sumUpSpeech } from './talk-speech.js';

/** What follows a flow that is over: the one that waited for it, else what its kind leads to. */
export function after(draft: Draft, over: Held): void {
  if (over.flow.talks === true) sumUpSpeech(draft, over);
  const back = comeBack(draft, over);
  if (back) {
    if (back.over) after(draft, back.held);
    // What was interrupted for the settings waited for nothing of them: it goes on.
    else if (over.flow.name === 'settings') act(draft, 'continue', '');
    return;
  }
  const { thread } = draft.learner;
  if (over.flow.name === 'lesson' && thread.quiet !== true) draft.emit(followUpQuiz(draft.at));
  switch (over.flow.followedBy) {
    case 'lesson': {
      const { linked = '' } = thread;
      delete thread.linked;
      act(draft, 'lesson', linked);
      return;
    }
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
