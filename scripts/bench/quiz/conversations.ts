import type { Conversation, ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { isRight, rightAnswer, Transcript, type Quiz } from './quiz.js';
import type { Room } from './room.js';

const botInfo = {
  id: 1,
  is_bot: true,
  first_name: 'Bench',
  username: 'bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
} as never;

/**
 * \@grammyjs/conversations as its documentation has it: a loop that waits. It keeps what happened, in memory, and runs
 * the function from its beginning for every update. Nothing is stored on a disk, a process that ends forgets; grading is
 * one comparison. No wire: a request is answered where it would leave. (A transformer would answer before the plugin has
 * noted what was sent, so that every replay sent it all again.) Making two requests is in its time: about a thirtieth of a turn.
 */
export async function conversations({ questions }: Quiz): Promise<Room> {
  const { Bot } = await import('grammy');
  const { conversations: plugin, createConversation } = await import('@grammyjs/conversations');
  const transcript = new Transcript(questions);
  let numbers = 0;
  const fetch = (_url: unknown, request?: { body?: unknown }): Promise<unknown> => {
    numbers += 1;
    const { chat_id: id, text } = JSON.parse(String(request?.body)) as { chat_id: number; text: string };
    transcript.note(id - 1, text);
    const result = { message_id: numbers, date: 0, chat: { id, type: 'private' }, text };
    return Promise.resolve({ json: () => Promise.resolve({ ok: true, result }) });
  };
  const quiz = async (conversation: Conversation, ctx: Context): Promise<void> => {
    for (const question of questions) {
      const inline_keyboard = question.options.map((text, n) => [{ text, callback_data: String(n) }]);
      await ctx.reply(question.ask, question.options.length > 0 ? { reply_markup: { inline_keyboard } } : {});
      const { message, callbackQuery } = await conversation.wait();
      const right = isRight(question, callbackQuery?.data ?? message?.text ?? '');
      await ctx.reply(right ? question.praise : 'Not quite.');
    }
  };
  const bot = new Bot<ConversationFlavor<Context>>('1:bench', { botInfo, client: { fetch: fetch as never } });
  bot.use(plugin());
  bot.use(createConversation(quiz, 'quiz'));
  bot.command('start', (ctx) => ctx.conversation.enter('quiz'));

  let updates = 0;
  const hear = async (learner: number, said: { text: string } | { data: string }): Promise<void> => {
    updates += 1;
    const id = learner + 1;
    const from = { id, is_bot: false, first_name: 'Ana' };
    const message = {
      message_id: updates,
      date: 0,
      chat: { id, type: 'private' as const, first_name: 'Ana' },
    };
    if ('data' in said) {
      const callback_query = { id: String(updates), from, message, chat_instance: '1', ...said };
      await bot.handleUpdate({ update_id: updates, callback_query });
    } else {
      const entities = said.text.startsWith('/')
        ? [{ type: 'bot_command' as const, offset: 0, length: said.text.length }]
        : [];
      await bot.handleUpdate({ update_id: updates, message: { ...message, from, entities, ...said } });
    }
  };
  return {
    begin: (learner) => hear(learner, { text: '/start' }),
    async answer(learner, number) {
      const question = questions[number];
      if (!question) throw new Error('the quiz is over');
      const answer = rightAnswer(question);
      await hear(learner, question.options.length > 0 ? { data: answer } : { text: answer });
      transcript.check(learner, number);
    },
    close: async () => {},
  };
}
