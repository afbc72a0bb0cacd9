import { describe, expect, it } from 'vitest';
import { web } from '../../../bot/channels/capabilities/web.js';
import type { PhysicalMessage } from '../../../bot/channels/channel.js';
import { compose } from '../../../bot/engine/compose.js';
import type { Learner } from '../../../flows/learner.js';
import { packagedContent } from '../../support/conversation.js';

describe('what a turn comes to', () => {
  it.each([
    ['es', 'es'],
    ['en', 'en'],
    // Not among the languages: rendered in English, and said to be.
    ['sw', 'en'],
  ])('says which language a message for a learner of %s is in', (wanted, language) => {
    const learner: Learner = {
      id: 'l1',
      version: 0,
      sequence: 1,
      profile: { language: wanted },
      thread: {},
      guess: {},
      createdAt: 0,
    };
    const chat = { id: 1, channel: 'web', account: 'local', address: 'ana', lastN: 1 };
    const event = { kind: 'message', text: 'hi', at: 0, seen: 0 } as const;
    const message = { lines: [{ say: 'remark.early' as const, variant: 0 }] };
    const { outbox } = compose(
      { event, eventId: 1, learner, instances: [], chat },
      { learner, instances: [], records: [], effects: [{ kind: 'send', message }], late: false },
      packagedContent(),
      web,
    );
    const payloads = outbox.map(({ payload }) => payload as PhysicalMessage);
    const text = packagedContent().phrase(language, { say: 'remark.early', variant: 0 });
    expect(payloads).toMatchObject([{ text, language }]);
  });
});
