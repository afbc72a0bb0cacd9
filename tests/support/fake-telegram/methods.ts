import { z } from 'zod';
import { readKeyboard, readText } from './chats.js';
import { fileMethods } from './files.js';
import { profileMethods } from './profile.js';
import { badRequest, Refusal } from './refusal.js';
import type { FakeTelegram } from './server.js';

export type Payload = Readonly<Record<string, unknown>>;
export type Method = (telegram: FakeTelegram, payload: Payload, gone: Promise<void>) => unknown;

const number = (fallback: number) => z.coerce.number().int().catch(fallback).default(fallback);

/** What is answered, with the limits of the real one. Any other method is 404, as there. */
export const methods: Readonly<Record<string, Method>> = {
  getMe: ({ bot }) => bot,

  getUpdates({ queue }, payload, gone) {
    queue.allow(payload['allowed_updates']);
    return queue.poll({
      offset: number(0).parse(payload['offset']),
      limit: Math.min(100, Math.max(1, number(100).parse(payload['limit']))),
      seconds: Math.min(50, number(0).parse(payload['timeout'])),
      gone,
    });
  },

  setWebhook({ queue, insecure }, payload) {
    const url = z.string().parse(payload['url'] ?? '');
    if (url !== '' && !insecure && !url.startsWith('https:'))
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    const secret = z.string().parse(payload['secret_token'] ?? '');
    if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    queue.allow(payload['allowed_updates']);
    queue.setWebhook(url === '' ? undefined : { url, secret }, payload['drop_pending_updates'] === true);
    return true;
  },

  deleteWebhook({ queue }, payload) {
    queue.setWebhook(undefined, payload['drop_pending_updates'] === true);
    return true;
  },

  getWebhookInfo: ({ queue }) => ({
    url: queue.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: queue.waiting.length,
    ...(queue.lastError !== undefined && { last_error_message: queue.lastError }),
  }),

  sendMessage(telegram, payload) {
    const id = number(0).parse(payload['chat_id']);
    const text = readText(payload['text'], payload['parse_mode']);
    const rows = readKeyboard(payload['reply_markup']);
    const shown = {
      id: 0,
      text,
      raw: String(payload['text']),
      rows,
      buttons: rows.flat(),
      at: telegram.now(),
    };
    const group = telegram.groups.get(id);
    if (group) {
      telegram.buckets?.take(id);
      shown.id = telegram.nextMessage();
      group.push(shown);
      return { message_id: shown.id, chat: { id, type: 'group' }, date: telegram.seconds(), text };
    }
    const learner = telegram.reachable(id);
    telegram.buckets?.take(id);
    shown.id = telegram.nextMessage();
    learner.messages.push(shown);
    learner.changed();
    return { message_id: shown.id, from: telegram.bot, chat: learner.chat, date: telegram.seconds(), text };
  },

  editMessageReplyMarkup(telegram, payload) {
    const learner = telegram.reachable(number(0).parse(payload['chat_id']));
    const message = learner.messages.find(({ id }) => id === number(0).parse(payload['message_id']));
    if (!message) throw badRequest('message to edit not found');
    const rows = readKeyboard(payload['reply_markup']);
    if (JSON.stringify(rows) === JSON.stringify(message.rows))
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    message.rows = rows;
    message.buttons = rows.flat();
    learner.changed();
    return { message_id: message.id, chat: learner.chat, date: telegram.seconds(), text: message.text };
  },

  answerCallbackQuery(telegram, payload) {
    const id = String(payload['callback_query_id']);
    if (telegram.queries.get(id) !== 'open')
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    if (z.string().default('').parse(payload['text']).length > 200) throw badRequest('MESSAGE_TOO_LONG');
    telegram.queries.set(id, 'answered');
    return true;
  },

  sendChatAction(telegram, payload) {
    const action = z
      .enum(['typing', 'record_voice', 'upload_voice', 'upload_photo', 'upload_document'])
      .safeParse(payload['action']);
    if (!action.success) throw badRequest('wrong parameter action in request');
    const learner = telegram.reachable(number(0).parse(payload['chat_id']));
    learner.signs.push(action.data);
    learner.changed();
    return true;
  },

  sendMessageDraft(telegram, payload) {
    if (!telegram.drafts) throw new Refusal(404, 'Not Found: method not found');
    if (number(0).parse(payload['draft_id']) === 0) throw badRequest('RANDOM_ID_INVALID');
    const learner = telegram.reachable(number(0).parse(payload['chat_id']));
    const text = payload['text'] === '' ? '…' : readText(payload['text'], payload['parse_mode']);
    learner.signs.push(`draft ${number(0).parse(payload['draft_id'])} ${text}`);
    learner.changed();
    return true;
  },

  ...fileMethods,
  ...profileMethods,
};
