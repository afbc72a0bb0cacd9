/**
 * A Bot API server for tests, on the loopback address, with the limits of the real one:
 *
 * - sendMessage: 1-4096 characters after the marks are read; marks that do not parse are 400 `can't parse entities`;
 *   callback_data 1-64 bytes; 400 `chat not found`, 403 for who blocked the bot or never wrote to it
 * - getUpdates: an offset confirms what is before it; 409 while a webhook is set or when a second poll comes
 * - setWebhook: updates are brought one after another with the secret, each until it is answered with 200
 * - 429 with retry_after over one message a second to a chat (three at once after a rest) and 30 a second in all, where
 *   `limits: official` is given
 * - getFile gives out up to 20 MB, at /file/bot<token>/<path>; sendVoice, sendPhoto and sendDocument take multipart or a
 *   file id, captions up to 1,024; `learner.voiceless` is 400 VOICE_MESSAGES_FORBIDDEN; a voice over 1 MB becomes a file
 * - answerCallbackQuery once a query; editMessageReplyMarkup `message is not modified`; sendMessageDraft where `drafts`;
 *   setMyCommands and descriptions by language with their lengths; any other method 404, another token 401
 *
 *     const telegram = await FakeTelegram.open();          // telegram.root, telegram.token
 *     const ana = telegram.learner({ name: 'Ana', language: 'es' });
 *     ana.say('/start');
 *     await ana.sees(/language/);
 *     ana.tap('English');
 *     telegram.fail('sendMessage', { code: 429, description: 'Too Many Requests', retryAfter: 2 });
 *     telegram.calls                                       // everything that was asked, with what it came to
 *     telegram.watch = (call, moment) => …                 // as it comes, and before it is answered
 *     telegram.queue.put(update)                           // an update as it is, also one of before
 *     await telegram.close();
 */
export { official, type Limits } from './buckets.js';
export type { Button, Shown } from './chats.js';
export { FakeLearner, type Person } from './learner.js';
export type { Update } from './queue.js';
export { FakeTelegram, type Call, type FakeOptions, type Fault } from './server.js';
