import { describe, expect, it } from 'vitest';
import { ChatGone, type Accepted, type Committed, type Loaded } from '../../../db/store.js';
import type { StoreUnderTest } from '../store.js';
import { head, learnerWith, noon, send, take, text, turn } from './given.js';

export function acceptContract(under: () => StoreUnderTest): void {
  describe('accept', () => {
    it('makes chat, learner, event and line of the history at once', async () => {
      const { store } = under();
      const accepted = await store.accept(
        text('ana', '1', { guess: { language: 'es', timeZone: 'America/Lima' } }),
      );
      expect(accepted).toMatchObject({ duplicate: false, n: 1 });

      const loaded = await take(store, accepted.learnerId);
      expect(loaded).toMatchObject({
        event: { kind: 'message', text: 'text 1', at: noon, seen: 0 },
        eventId: accepted.eventId,
        instances: [],
        chat: { id: accepted.chatId, address: 'ana', learnerId: accepted.learnerId },
      });
      expect(loaded.learner).toEqual({
        id: accepted.learnerId,
        version: 0,
        sequence: 1,
        profile: { language: 'es' },
        thread: {},
        guess: { language: 'es', timeZone: 'America/Lima' },
        createdAt: noon,
      });
      expect(await store.messages(accepted.chatId, 0, 10)).toEqual([
        {
          chatId: accepted.chatId,
          n: 1,
          from: 'learner',
          kind: 'text',
          text: 'text 1',
          body: null,
          at: noon,
        },
      ]);
    });

    it('takes English where nothing is guessed', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      expect((await take(store, learnerId)).learner.profile).toEqual({ language: 'en' });
    });

    it('stores a tap with its value for the flow and its label for the eye', async () => {
      const { store } = under();
      const content = { kind: 'tap' as const, value: '1.ask.2', label: 'a coffee' };
      const { learnerId, chatId } = await store.accept(text('ana', '1', { content }));
      expect((await take(store, learnerId)).event).toEqual({
        kind: 'tap',
        value: '1.ask.2',
        at: noon,
        seen: 0,
      });
      expect(await store.messages(chatId, 0, 10)).toMatchObject([{ from: 'learner', text: 'a coffee' }]);
    });

    it('answers a duplicate with the original and changes nothing', async () => {
      const { store } = under();
      const first = await store.accept(text('ana', '1'));
      await store.accept(text('ana', '2'));
      const again = await store.accept(text('ana', '1', { content: { kind: 'message', text: 'changed' } }));
      expect(again).toEqual({ ...first, duplicate: true });
      expect((await store.messages(first.chatId, 0, 10)).map((line) => line.text)).toEqual([
        'text 1',
        'text 2',
      ]);
      expect((await store.counts()).eventsWaiting).toBe(2);
    });

    it('tells as soon as a message can be loaded, of a duplicate as well', async () => {
      const { store } = under();
      const told: Accepted[] = [];
      const taken: Promise<Loaded>[] = [];
      const written = (accepted: Accepted): void => {
        told.push(accepted);
        taken.push(take(store, accepted.learnerId));
      };
      const first = await store.accept(text('ana', '1'), written);
      const again = await store.accept(text('ana', '1'), written);
      expect(told).toEqual([first, { ...first, duplicate: true }]);
      expect(again).toEqual(told[1]);
      expect(await Promise.all(taken)).toMatchObject([
        { eventId: first.eventId },
        { eventId: first.eventId },
      ]);
    });

    it('accepts a message whose turn is committed before it is acknowledged', async () => {
      const { store } = under();
      const turns: Promise<Committed>[] = [];
      const written = ({ learnerId }: Accepted): void => {
        turns.push(take(store, learnerId).then((loaded) => store.commit(turn(loaded))));
      };
      const all = await Promise.all(
        ['ana', 'ben', 'ana'].map((name, n) => store.accept(text(name, `${n}`), written)),
      );
      expect(all.map(({ duplicate }) => duplicate)).toEqual([false, false, false]);
      // The second message of one learner finds the first still waiting.
      expect((await Promise.all(turns)).map(({ outcome }) => outcome)).toEqual([
        'committed',
        'committed',
        'conflict',
      ]);
      expect((await store.counts()).eventsWaiting).toBe(1);
    });

    it('says of a message, without taking it, whether it was accepted before', async () => {
      const { store } = under();
      const first = await store.accept(text('ana', '1'));
      expect(await store.accepted(first.chatId, '1')).toEqual({ ...first, duplicate: true });
      expect(await store.accepted(first.chatId, '2')).toBeUndefined();
      expect(await store.accepted(first.chatId + 1, '1')).toBeUndefined();
      expect((await store.counts()).eventsWaiting).toBe(1);
    });

    it('keeps one of many duplicates that arrive together', async () => {
      const { store } = under();
      const all = await Promise.all(Array.from({ length: 8 }, () => store.accept(text('ana', '1'))));
      expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(1);
      expect(await store.counts()).toMatchObject({ learners: 1, eventsWaiting: 1 });
    });

    it('knows a duplicate after its event is done', async () => {
      const { store } = under();
      const first = await learnerWith(store, 'ana');
      expect(await store.accept(text('ana', 'first'))).toEqual({ ...first, duplicate: true });
      expect(await store.load(first.learnerId)).toBeUndefined();
    });

    it('takes the same id in two chats, accounts or channels for different messages', async () => {
      const { store } = under();
      const all = [
        await store.accept(text('ana', '1')),
        await store.accept(text('ben', '1')),
        await store.accept(text('ana', '1', { account: 'other' })),
        await store.accept(text('ana', '1', { channel: 'telegram' })),
      ];
      expect(all.map(({ duplicate }) => duplicate)).toEqual([false, false, false, false]);
      expect(new Set(all.map(({ learnerId }) => learnerId)).size).toBe(4);
    });

    it('says which version of the learner was committed when it was received', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana');
      await store.accept(text('ana', '2'));
      expect((await take(store, learnerId)).event.seen).toBe(1);
    });

    it('has seen nothing of a question that came after the last line its learner was shown', async () => {
      const { store } = under();
      const { chatId, learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'praise'), send(chat.id, 'question')],
      }));
      const append = async (said: string, body: object) => {
        const { id } = await head(store, noon);
        await store.settle({
          id,
          at: noon,
          outcome: { kind: 'done', append: { kind: 'text', text: said, body } },
        });
      };
      const seenBy = async (externalId: string, more: { seenN?: number }) => {
        await store.accept(text('ana', externalId, more));
        const loaded = await take(store, learnerId);
        await store.commit(turn(loaded));
        return [loaded.event.seen, loaded.learner.version];
      };
      await append('praise', { asks: false, buttons: [] });
      // A line that asks nothing takes nothing away.
      expect(await seenBy('2', { seenN: 1 })).toEqual([1, 1]);
      await append('question', { asks: true, buttons: [] });
      expect((await store.messages(chatId, 0, 10)).map(({ from }) => from)).toEqual([
        ...['learner', 'bot', 'learner', 'bot'],
      ]);
      expect(await seenBy('3', { seenN: 3 })).toEqual([0, 2]);
      expect(await seenBy('4', { seenN: 4 })).toEqual([3, 3]);
      expect(await seenBy('5', { seenN: 999 })).toEqual([4, 4]);
      expect(await seenBy('6', {})).toEqual([5, 5]);
    });

    it('numbers a chat without gaps when many messages arrive together', async () => {
      const { store } = under();
      const all = await Promise.all(Array.from({ length: 50 }, (_, i) => store.accept(text('ana', `${i}`))));
      expect(all.map(({ n }) => n).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, i) => i + 1),
      );
      expect((await store.findChat('web', 'main', 'ana'))?.lastN).toBe(50);
    });

    it('makes ids in the order of acceptance, so that a replay makes the same', async () => {
      const { store } = under();
      const [ana, ben] = await Promise.all([store.accept(text('ana', '1')), store.accept(text('ben', '1'))]);
      expect([ana.learnerId, ben.learnerId]).toEqual(['l1', 'l2']);
      expect(ben.eventId).toBe(ana.eventId + 1);
    });
  });

  describe('chats and identities', () => {
    it('opens a chat that has no learner until somebody writes in it', async () => {
      const { store } = under();
      const guess = { language: 'es' };
      const opened = await store.openChat({
        channel: 'web',
        account: 'main',
        address: 'ana',
        tokenHash: 'abc',
        guess,
        at: noon,
      });
      expect(opened).toEqual({
        id: opened.id,
        channel: 'web',
        account: 'main',
        address: 'ana',
        tokenHash: 'abc',
      });
      expect(await store.findChat('web', 'main', 'ana')).toEqual({ ...opened, lastN: 0 });
      expect((await store.counts()).learners).toBe(0);

      const accepted = await store.accept(text('ana', '1'));
      expect(accepted.chatId).toBe(opened.id);
      expect(await store.findChat('web', 'main', 'ana')).toEqual({
        ...opened,
        learnerId: accepted.learnerId,
        lastN: 1,
      });
      expect((await take(store, accepted.learnerId)).learner).toMatchObject({
        guess,
        profile: { language: 'es' },
      });
    });

    it('makes no chat anew that its channel opened and that is gone', async () => {
      const { store } = under();
      await store.openChat({ channel: 'web', account: 'main', address: 'ana', guess: {}, at: noon });
      const { learnerId } = await store.accept(text('ana', '1', { opened: true }));
      await store.erase(learnerId);
      const late = store.accept(text('ana', '2', { opened: true }));
      await expect(late).rejects.toBeInstanceOf(ChatGone);
      expect(await store.findChat('web', 'main', 'ana')).toBeUndefined();
      expect(await store.counts()).toMatchObject({ learners: 0, eventsWaiting: 0 });
    });

    it('finds no chat where none is', async () => {
      const { store } = under();
      await store.accept(text('ana', '1'));
      expect(await store.findChat('web', 'main', 'ben')).toBeUndefined();
      expect(await store.findChat('web', 'other', 'ana')).toBeUndefined();
    });

    it('leaves a chat that is opened twice as it was', async () => {
      const { store } = under();
      const chat = { channel: 'web', account: 'main', address: 'ana', guess: {}, at: noon };
      const first = await store.openChat({ ...chat, tokenHash: 'abc' });
      expect(await store.openChat({ ...chat, tokenHash: 'forged' })).toEqual(first);
    });

    it('knows a person in a new chat by any address they were ever seen with', async () => {
      const { store } = under();
      const phone = { channel: 'whatsapp', sender: { address: '+51900', aliases: ['US.1'] } };
      const { learnerId } = await store.accept(text('+51900', '1', phone));
      const byAlias = { channel: 'whatsapp', sender: { address: 'US.1', aliases: ['US.ENT.7'] } };
      expect((await store.accept(text('US.1', '1', byAlias))).learnerId).toBe(learnerId);
      const byNewAlias = { channel: 'whatsapp', sender: { address: 'US.ENT.7' } };
      expect((await store.accept(text('US.ENT.7', '1', byNewAlias))).learnerId).toBe(learnerId);
      expect((await store.counts()).learners).toBe(1);
    });

    it('takes the same address on another channel or account for another person', async () => {
      const { store } = under();
      const ids = [
        await store.accept(text('7', '1', { channel: 'telegram', account: 'a' })),
        await store.accept(text('7', '1', { channel: 'telegram', account: 'b' })),
        await store.accept(text('7', '1', { channel: 'twilio', account: 'a' })),
      ].map(({ learnerId }) => learnerId);
      expect(new Set(ids).size).toBe(3);
    });

    it('gives a chat one learner, and remembers a new address of theirs', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      const moved = await store.accept(text('ana', '2', { sender: { address: 'ana-new' } }));
      expect(moved.learnerId).toBe(learnerId);
      expect((await store.accept(text('ana-new', '1'))).learnerId).toBe(learnerId);
    });

    it('does not hand an address that is somebody else’s to another', async () => {
      const { store } = under();
      const ben = await store.accept(text('ben', '1'));
      await store.accept(text('ana', '1', { sender: { address: 'ana', aliases: ['ben'] } }));
      expect((await store.accept(text('ben-two', '1', { sender: { address: 'ben' } }))).learnerId).toBe(
        ben.learnerId,
      );
    });

    it('gives a part of the history, ascending', async () => {
      const { store } = under();
      const { chatId } = await store.accept(text('ana', '1'));
      for (const id of ['2', '3', '4']) await store.accept(text('ana', id));
      expect((await store.messages(chatId, 1, 2)).map(({ n }) => n)).toEqual([2, 3]);
      expect(await store.messages(chatId, 4, 10)).toEqual([]);
    });
  });
}
