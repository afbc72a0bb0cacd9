// A process to be killed: writes turns as fast as it can and says on standard output what was acknowledged.
import { openStore } from '../../dist/db/sqlite/store.js';

const [file, run] = process.argv.slice(2);
const store = await openStore(file);

async function converse(chat) {
  for (let i = 0; ; i += 1) {
    const text = `${run}-${i}`;
    const message = { content: { kind: 'message', text }, guess: {}, at: i };
    const sender = { address: chat };
    const inbound = { channel: 'web', account: 'main', chat, externalId: text, sender, ...message };
    const accepted = await store.accept(inbound, () => {});
    process.stdout.write(`accepted ${chat} ${text}\n`);
    const loaded = await store.load(accepted.learnerId);
    const { outcome } = await store.commit({
      eventId: loaded.eventId,
      eventState: 'done',
      learner: { ...loaded.learner, thread: { slips: loaded.learner.version + 1 } },
      instances: [],
      records: [{ kind: 'points', amount: 1, source: 'english/a/b' }],
      outbox: [
        { chatId: loaded.chat.id, kind: 'send', payload: { answers: loaded.event.text }, ordered: true },
      ],
      schedule: [],
      unschedule: [],
      abandon: [],
      at: i,
    });
    if (outcome === 'committed') process.stdout.write(`committed ${chat} ${loaded.event.text}\n`);
  }
}

await Promise.all(['ana', 'ben', 'eve', 'joe'].map(converse));
