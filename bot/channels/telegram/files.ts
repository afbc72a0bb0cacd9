import { z } from 'zod';
import type { Recording } from '../../../flows/speech/recording.js';
import { RecordingGone } from '../channel.js';
import { ApiFailure, type BotApi } from './api.js';

/** Files of ours, and what Telegram calls those it has. The channel knows neither the folder nor the store. */
export interface Files {
  /** @throws where it is not there (any more) */
  read(file: string): Promise<Uint8Array>;
  /** undefined for one that was not sent before. */
  sent(account: string, file: string): Promise<string | undefined>;
  remember(account: string, file: string, fileId: string): Promise<void>;
}

/** Nothing of a server's is opened that does not look so: the path is not ours to believe. */
const path = /^[\w-]+(\/[\w.-]+)*$/;
const found = z.object({
  file_path: z
    .string()
    .max(300)
    .regex(path)
    .refine((one) => !one.includes('..')),
  file_size: z.number().nonnegative().optional().catch(undefined),
});

/**
 * The sound behind a file id. A path is good for an hour and asked for anew each time.
 *
 * @throws RecordingGone, ApiFailure for what is worth another try, the signal's reason
 */
export async function fetchRecording(
  api: BotApi,
  { remote, bytes = 0 }: Recording,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (remote === undefined) throw new RecordingGone('gone');
  // 20 MB is all that the Bot API gives out.
  if (bytes > limit) throw new RecordingGone('large');
  const answer = await getFile(api, remote, signal);
  const parsed = found.safeParse(answer);
  if (!parsed.success) throw new ApiFailure('getFile', undefined, 'no path that can be read', undefined);
  const { file_path, file_size = 0 } = parsed.data;
  if (file_size > limit) throw new RecordingGone('large');
  try {
    return await api.download(file_path, limit, signal);
  } catch (error) {
    if (error instanceof ApiFailure && isLost(error)) throw new RecordingGone('gone');
    throw error;
  }
}

async function getFile(api: BotApi, file_id: string, signal: AbortSignal): Promise<unknown> {
  try {
    return await api.call('getFile', { file_id }, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ApiFailure) || error.code !== 400) throw error;
    if (/too big/i.test(error.description)) throw new RecordingGone('large');
    // Their own storage is away for a moment. ("Wrong file_id or the file is temporarily unavailable" is the former.)
    if (/temporarily/i.test(error.description) && !/wrong file_id/i.test(error.description)) throw error;
    throw new RecordingGone('gone');
  }
}

function isLost({ code }: ApiFailure): boolean {
  return code === 400 || code === 404 || code === 410;
}
