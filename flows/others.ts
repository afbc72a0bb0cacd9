import { act } from './acts.js';
import type { Draft } from './draft.js';
import type { OtherEvent } from './events.js';
import { menu } from './replies.js';

/** A photo, a sticker, a voice note …: what can be done instead, then the open question again. */
export function gotOther(draft: Draft, event: OtherEvent): void {
  const { thread, version, sequence, active } = draft.learner;
  if (thread.leaving === true) {
    draft.send({ lines: [{ say: 'erase.done' }] });
    return;
  }
  // One kind line is enough: somebody else is writing a great deal here.
  if (event.what === 'overLimit') return;
  thread.lastAt = event.at;
  delete thread.remindersIgnored;
  // Whoever begins with a picture is greeted like everybody.
  if (sequence === 1 && active === undefined) {
    act(draft, 'start', '');
    return;
  }
  draft.send({ lines: [{ say: `other.${event.what}`, variant: version }] });
  if (event.what === 'limit') return;
  if (draft.active()) draft.again();
  else menu(draft);
}
