import type { PhysicalMessage, SendOutcome } from '../channel.js';
import { ApiFailure, type BotApi } from './api.js';
import { keyboard } from './keyboard.js';
import { isUnparsed, outcomeOf } from './outcome.js';
import { plainText } from './plain.js';

export type Sent = { outcome: SendOutcome; message?: number; failure?: ApiFailure };

/** One message over the wire; marks that the server cannot read are left out the second time. */
export async function sendOne(api: BotApi, chat: string, message: PhysicalMessage): Promise<Sent> {
  try {
    return await ask(api, chat, message, true);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { outcome: outcomeOf(error), failure: error };
  }
}

async function ask(api: BotApi, chat: string, message: PhysicalMessage, marked: boolean): Promise<Sent> {
  const buttons = keyboard(message.buttons);
  try {
    const sent = await api.call('sendMessage', {
      chat_id: Number(chat),
      text: marked ? message.text : plainText(message.text),
      ...(marked && { parse_mode: 'HTML' as const }),
      link_preview_options: { is_disabled: true },
      ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }),
    });
    const number: unknown = (sent as { message_id?: unknown } | undefined)?.message_id;
    if (typeof number !== 'number') return { outcome: { kind: 'sent' } };
    return { outcome: { kind: 'sent', externalId: String(number) }, message: number };
  } catch (error) {
    if (marked && error instanceof ApiFailure && isUnparsed(error)) return ask(api, chat, message, false);
    throw error;
  }
}
