/**
 * Every kind of update that the Bot API describes, each as it could come; tests break them. Kinds that we never ask for are
 * among them: a proxy, an older setting of allowed_updates or an attacker may bring them.
 */
const user = {
  id: 9_000_000,
  is_bot: false,
  first_name: 'Ana',
  last_name: '<b>&"',
  username: 'ana_1',
  language_code: 'es',
  is_premium: true,
};
const chat = { id: 9_000_000, type: 'private', first_name: 'Ana', username: 'ana_1' };
const channel = { id: -1_001_000, type: 'channel', title: 'News' };
const message = {
  message_id: 77,
  from: user,
  chat,
  date: 1_790_000_000,
  text: '/start lesson_cafe_tea',
  entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  reply_to_message: { message_id: 76, chat, date: 1_790_000_000, text: 'What should I call you?' },
  link_preview_options: { is_disabled: true },
};
const post = { message_id: 5, chat: channel, sender_chat: channel, date: 1_790_000_000, text: 'News' };
const member = (status: string) => ({ user, status, until_date: 0 });
const moved = {
  chat,
  from: user,
  date: 1_790_000_000,
  old_chat_member: member('member'),
  new_chat_member: member('kicked'),
};
const poll = { id: '8', question: 'Tea?', options: [{ text: 'Yes', voter_count: 1 }], total_voter_count: 1 };

export const updateKinds: Readonly<Record<string, unknown>> = {
  message,
  edited_message: { ...message, edit_date: 1_790_000_060 },
  channel_post: post,
  edited_channel_post: { ...post, edit_date: 1_790_000_060 },
  business_connection: { id: 'b', user, user_chat_id: 9_000_000, date: 1_790_000_000, is_enabled: true },
  business_message: { ...message, business_connection_id: 'b' },
  edited_business_message: { ...message, business_connection_id: 'b', edit_date: 1_790_000_060 },
  deleted_business_messages: { business_connection_id: 'b', chat, message_ids: [1, 2] },
  guest_message: { ...message, guest_query_id: 'g' },
  stopped_message_generation: { chat, draft_id: 3 },
  message_reaction: {
    chat,
    message_id: 7,
    user,
    date: 1,
    old_reaction: [],
    new_reaction: [{ type: 'emoji', emoji: '👍' }],
  },
  message_reaction_count: {
    chat: channel,
    message_id: 7,
    date: 1,
    reactions: [{ type: { type: 'emoji', emoji: '👍' }, total_count: 2 }],
  },
  inline_query: { id: '1', from: user, query: 'tea', offset: '' },
  chosen_inline_result: { result_id: '1', from: user, query: 'tea' },
  callback_query: {
    id: '4711',
    from: user,
    chat_instance: '-1',
    data: '1.goal.work',
    message: {
      message_id: 78,
      chat,
      date: 1_790_000_000,
      text: 'What for?',
      reply_markup: { inline_keyboard: [[{ text: 'Work', callback_data: '1.goal.work' }]] },
    },
  },
  shipping_query: { id: '1', from: user, invoice_payload: 'x', shipping_address: { country_code: 'PE' } },
  pre_checkout_query: { id: '1', from: user, currency: 'XTR', total_amount: 1, invoice_payload: 'x' },
  purchased_paid_media: { from: user, paid_media_payload: 'x' },
  poll,
  poll_answer: { poll_id: '8', user, option_ids: [0] },
  my_chat_member: moved,
  chat_member: moved,
  chat_join_request: { chat: channel, from: user, user_chat_id: 9_000_000, date: 1 },
  chat_boost: {
    chat: channel,
    boost: { boost_id: 'x', add_date: 1, expiration_date: 2, source: { source: 'premium', user } },
  },
  removed_chat_boost: { chat: channel, boost_id: 'x', remove_date: 1, source: { source: 'premium', user } },
  managed_bot: { bot: { ...user, is_bot: true }, user },
  subscription: { user, state: 'active' },
};
