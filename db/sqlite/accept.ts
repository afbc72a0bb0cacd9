import { and, eq, gt, sql } from 'drizzle-orm';
import type { Guess } from '../../flows/learner.js';
import { ChatGone, type Accepted, type Inbound } from '../store.js';
import { chats } from './chats.js';
import type { Driver } from './driver.js';
import { events } from './events.js';
import { history } from './history.js';
import { identities } from './identities.js';
import { learnerId, type ChatRow } from './rows.js';
import { chat, event, learner, message } from './schema.js';
import { build, prepare, prepareInsert, type Placeholders } from './statement.js';

/**
 * Takes in what a learner wrote or tapped. A chat belongs to one learner, its first sender; whoever writes
 * there is that learner. In a new chat the sender's addresses tell who it is.
 */
export function acceptance(db: Driver) {
  const chat_ = chats(db);
  const identity = identities(db);
  const append = history(db);
  const event_ = events(db);
  const duplicate = prepare(db, (p: Placeholders<{ chat: number; key: string }>) =>
    build
      .select({ id: event.id, learner_id: event.learner_id, n: event.n })
      .from(event)
      .where(and(eq(event.chat_id, p.chat), eq(event.key, p.key))),
  );
  /** A question of ours, or something to pick, after a line of the history. */
  const asked = prepare(db, (p: Placeholders<{ chat: number; n: number }>) =>
    build
      .select({ n: message.n })
      .from(message)
      .where(
        and(
          eq(message.chat_id, p.chat),
          gt(message.n, p.n),
          eq(message.from, 'bot'),
          sql`(${message.body} ->> '$.asks' = 1 or json_array_length(${message.body}, '$.buttons') > 0)`,
        ),
      )
      .limit(1),
  );
  const bind = prepare(db, (p: Placeholders<{ chat: number; learner: number }>) =>
    build.update(chat).set({ learner_id: p.learner }).where(eq(chat.id, p.chat)),
  );
  const insertLearner = prepareInsert(db, learner, ['id']);

  function newLearner(guess: Guess, at: number): number {
    return insertLearner.run({
      version: 0,
      sequence: 1,
      profile: JSON.stringify({ language: guess.language ?? 'en' }),
      thread: '{}',
      guess: JSON.stringify(guess),
      earned: '{}',
      active: null,
      created_at: at,
    }).id;
  }

  function ownerOf(row: ChatRow, inbound: Inbound): number {
    return (
      row.learner_id ??
      identity.learnerOf(inbound) ??
      newLearner({ ...(JSON.parse(row.guess) as Guess), ...inbound.guess }, inbound.at)
    );
  }

  function accepted(chatId: number, externalId: string): Accepted | undefined {
    const before = duplicate.get({ chat: chatId, key: keyOf(externalId) });
    return (
      before && {
        duplicate: true,
        eventId: before.id,
        learnerId: learnerId(before.learner_id),
        chatId,
        n: before.n ?? 0,
      }
    );
  }

  function accept(inbound: Inbound): Accepted {
    const { channel, account, chat: address, content, externalId, at } = inbound;
    const found = chat_.find({ channel, account, address });
    if (!found && inbound.opened) throw new ChatGone(`there is no chat ${address}`);
    const row = found ?? chat_.open({ channel, account, address, guess: inbound.guess, at });
    const learner = ownerOf(row, inbound);
    const { text, body, shown } = said(content);
    const unseen = inbound.seenN !== undefined && asked.get({ chat: row.id, n: inbound.seenN }) !== undefined;
    const eventId = event_.add({
      chat: row.id,
      learner,
      key: keyOf(externalId),
      kind: content.kind,
      body,
      at,
      line: true,
      ...(unseen && { seen: 0 }),
    });
    const before = eventId === 0 ? accepted(row.id, externalId) : undefined;
    if (before) return before;
    identity.remember(inbound, learner);
    if (row.learner_id === null) bind.run({ chat: row.id, learner });
    const { n } = append({
      chatId: row.id,
      from: 'learner',
      kind: content.kind === 'other' ? content.what : content.kind === 'voice' ? 'voice' : 'text',
      text,
      body: shown ?? null,
      at,
    });
    return { duplicate: false, eventId, learnerId: learnerId(learner), chatId: row.id, n };
  }

  return { accept, accepted };
}

/** Its line in the history, and what its event keeps. */
function said(content: Inbound['content']): { text: string; body: object; shown?: object } {
  switch (content.kind) {
    case 'message':
      return { text: content.text, body: { text: content.text } };
    case 'tap':
      return { text: content.label, body: { value: content.value } };
    case 'voice':
      return { text: '', body: { recording: content.recording }, shown: { recording: content.recording } };
    case 'other':
      return { text: content.text ?? '', body: { what: content.what } };
  }
}

function keyOf(externalId: string): string {
  return `m:${externalId}`;
}
