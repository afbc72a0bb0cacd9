import { ApiFailure, BotApi } from '../../bot/channels/telegram/api.js';
import { remedied } from '../../bot/channels/telegram/standing.js';
import type { TelegramConfig } from '../../bot/config.js';
import type { Verdict } from './verdict.js';

const name = 'telegram';
/** Seconds for each of two questions. */
const patience = 5;

/** Whether the token is a bot's, and whether Telegram can bring updates where it is asked to. Never throws. */
export async function telegram(config: TelegramConfig | undefined): Promise<Verdict> {
  if (!config) return { state: 'off', name, message: 'TELEGRAM_BOT_TOKEN is not set' };
  const api = new BotApi({ token: config.token, root: config.apiRoot, patience });
  try {
    const { username } = await api.call('getMe', {} as never);
    const message = `the token is that of @${username}, ${config.webhook ? 'by webhook' : 'by polling'}`;
    if (!config.webhook) return { state: 'ok', name, message };
    const { last_error_message: error } = await api.call('getWebhookInfo', {} as never);
    if (error === undefined) return { state: 'ok', name, message };
    const remedy = 'see whether PUBLIC_URL leads to this engine from outside';
    return {
      state: 'look',
      name,
      message: `${message}; Telegram could not bring the last update: ${error}`,
      remedy,
    };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { state: 'look', name, message: error.message, remedy: remedied(error) };
  }
}
