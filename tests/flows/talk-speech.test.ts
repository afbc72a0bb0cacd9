import { describe, expect, it } from 'vitest';
import type { Draft, Held } from '../../flows/draft.js';
import type { Learner } from '../../flows/learner.js';
import type { FlowRecord } from '../../flows/records.js';
import { noteAnswered, noteSpeech, spokenIn } from '../../flows/talk-speech.js';
import { words } from '../support/ears.js';

/** A session with talks 1 and 2 open, as far as speech is concerned. */
function session() {
  const thread: Learner['thread'] = {};
  const instances = new Map([1, 2].map((id) => [id, { id, status: 'open' }]));
  const draft = {
    learner: { thread },
    instances,
    facts: { course: { id: 'english' } },
    env: () => ({}),
    record: () => undefined,
  } as unknown as Draft;
  const says = (id: number, text: string) =>
    noteSpeech(
      draft,
      { instance: { id }, flow: { spokenAs: () => 'talk/marta' }, view: {} } as unknown as Held,
      words(text),
    );
  return { draft, instances, thread, says };
}

const answer = { kind: 'utterance', who: 'tutor', talk: 1, line: 2, text: 'I see.' } as FlowRecord;
const slip = (wrong: string, by: 'model' | 'harper' = 'model') =>
  ({ kind: 'correction', wrong, better: 'x', error: 'tense', by }) as FlowRecord;

describe('speech in talks', () => {
  it('is kept for each talk, until the talk is over', () => {
    const { thread, says, instances, draft } = session();
    says(1, 'I work at night.');
    says(2, 'Good evening.');
    says(1, 'I sleep in the morning.');
    expect(spokenIn(thread, 1)?.sums).toMatchObject({ notes: 2, words: 9 });
    expect(spokenIn(thread, 2)?.sums).toMatchObject({ notes: 1, words: 2 });
    instances.delete(2);
    noteAnswered(draft, 1, [answer]);
    expect(thread.spokeIn?.map(({ instance }) => instance)).toEqual([1]);
  });

  it('counts what the tutor corrected in it, and nothing that was written or said before', () => {
    const { draft, thread, says } = session();
    const slips = () => spokenIn(thread, 1)?.sums.grammarSlips;
    says(1, 'Yesterday I go to the market.');
    noteAnswered(draft, 1, [answer, slip('I go'), slip('she are'), slip('I go', 'harper')]);
    expect(slips()).toBe(1);
    noteAnswered(draft, 1, [answer, slip('I go')]);
    expect(slips()).toBe(1);
  });

  it('waits for its answer while the words of another are corrected', () => {
    const { draft, thread, says } = session();
    says(1, 'Yesterday I go to the market.');
    noteAnswered(draft, 1, [slip('I go')]);
    noteAnswered(draft, 2, [answer, slip('I go')]);
    expect(spokenIn(thread, 1)).toMatchObject({ sums: { grammarSlips: 0 } });
    noteAnswered(draft, 1, [answer, slip('I go')]);
    expect(spokenIn(thread, 1)).toMatchObject({ sums: { grammarSlips: 1 }, said: '' });
  });
});
