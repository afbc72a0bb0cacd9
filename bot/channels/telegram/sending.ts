import type { PhysicalMessage, SendOutcome } from '../channel.js';
import { ApiFailure, type BotApi } from './api.js';
import { keyboard } from './keyboard.js';
import { type MediaDeps, sendMedia } from './media.js';
import { isUnparsed, outcomeOf } from './outcome.js';
import { plainText } from './plain.js';

export type Sent = { outcome: SendOutcome; message?: number; failure?: ApiFailure };

/** One message over the wire; marks that the server cannot read are left out the second time. */
export async function sendOne(deps: MediaDeps, chat: string, message: PhysicalMessage): Promise<Sent> {
  try {
    if (message.kind !== 'text') return sentAs(await sendMedia(deps, chat, message));
    return await ask(deps.api, chat, message, true);
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
    return sentAs(sent);
  } catch (error) {
    if (marked && error instanceof ApiFailure && isUnparsed(error)) return ask(api, chat, message, false);
    throw error;
  }
}

function sentAs(sent: unknown): Sent {
  const number: unknown = (sent as { message_id?: unknown } | undefined)?.message_id;
  if (typeof number !== 'number') return { outcome: { kind: 'sent' } };
  return { outcome: { kind: 'sent', externalId: String(number) }, message: number };
}
