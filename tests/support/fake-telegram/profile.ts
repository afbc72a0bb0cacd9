import { z } from 'zod';
import type { Method, Payload } from './methods.js';
import { badRequest } from './refusal.js';

const command = z.object({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/),
  description: z.string().min(1).max(256),
});

/** Two letters, or nothing. */
function languageOf({ language_code: code }: Payload): string {
  const parsed = z
    .string()
    .regex(/^([a-z]{2})?$/)
    .safeParse(code ?? '');
  if (!parsed.success) throw badRequest('invalid language code specified');
  return parsed.data;
}

function described(field: string, limit: number): { set: Method; get: Method } {
  return {
    set({ profile }, payload) {
      const text = z
        .string()
        .max(limit)
        .safeParse(payload[field] ?? '');
      if (!text.success) throw badRequest(`${field} is too long`);
      profile.set(`${field} ${languageOf(payload)}`, text.data);
      return true;
    },
    get: ({ profile }, payload) => ({ [field]: profile.get(`${field} ${languageOf(payload)}`) ?? '' }),
  };
}

const short = described('short_description', 120);
const long = described('description', 512);

/** Commands and descriptions, by language; `''` is the one without. */
export const profileMethods: Readonly<Record<string, Method>> = {
  setMyCommands({ profile }, payload) {
    const list = z.array(command).max(100).safeParse(payload['commands']);
    if (!list.success) throw badRequest('BOT_COMMAND_INVALID');
    profile.set(`commands ${languageOf(payload)}`, list.data);
    return true;
  },
  getMyCommands: ({ profile }, payload) => profile.get(`commands ${languageOf(payload)}`) ?? [],
  setMyShortDescription: short.set,
  getMyShortDescription: short.get,
  setMyDescription: long.set,
  getMyDescription: long.get,
};
