import { formatTime, isZone, local, offset, zoneNamed } from '../clock-time.js';
import { says } from '../words.js';
import { timeOfDay } from './time-of-day.js';
import { choice, notSet, type Question } from './question.js';
import type { Env } from '../machine.js';

/**
 * One well-known place for every offset people live at, so that "it is 14:05 here" finds a zone with the
 * right daylight saving rather than a bare offset. Ordered by how many learners are likely to mean it.
 */
const landmarks = [
  'America/Mexico_City',
  'America/Bogota',
  'America/Lima',
  'Europe/Madrid',
  'America/Argentina/Buenos_Aires',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Caracas',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'Africa/Lagos',
  'Africa/Nairobi',
  'Africa/Cairo',
  'Europe/Istanbul',
  'Europe/Kyiv',
  'Europe/Moscow',
  'Asia/Dubai',
  'Asia/Tehran',
  'Asia/Karachi',
  'Asia/Kabul',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Dhaka',
  'Asia/Yangon',
  'Asia/Bangkok',
  'Asia/Jakarta',
  'Asia/Shanghai',
  'Asia/Manila',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Australia/Adelaide',
  'Australia/Darwin',
  'Australia/Sydney',
  'Australia/Brisbane',
  'Pacific/Noumea',
  'Pacific/Auckland',
  'Pacific/Tongatapu',
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Halifax',
  'America/St_Johns',
  'America/Noronha',
  'Atlantic/Cape_Verde',
  'Atlantic/Azores',
  'Pacific/Pago_Pago',
  'Pacific/Kiritimati',
  'Pacific/Marquesas',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Australia/Eucla',
]; // prettier-ignore

const most = 4;

/** Where the learner's clock is: proposed from the client, else from a city or from "it is 14:05 here". */
export const zone: Question = {
  ask(env) {
    const guess = env.guess.timeZone;
    if (guess === undefined || !isZone(guess))
      // Whoever is not written to by the clock is told another reason.
      return { lines: [{ say: env.profile.reminder === 'never' ? 'zone.askDays' : 'zone.ask' }] };
    return {
      lines: [{ say: 'zone.propose', args: { time: now(env, guess) } }],
      choices: [choice({ say: 'zone.yes' }, guess), choice({ say: 'zone.no' }, 'other')],
    };
  },
  understand(input, env) {
    const said = 'option' in input ? input.option : input.text.trim();
    const guess = env.guess.timeZone;
    if (said === 'other' || says(env, 'words.no', said))
      return { kind: 'value', value: 'other', certain: true };
    if (guess !== undefined && (said === guess || says(env, 'words.yes', said)))
      return { kind: 'value', value: guess, certain: true };
    const exact = canonical(said);
    if (exact !== undefined) return { kind: 'value', value: exact, certain: true };
    if ('text' in input) {
      const time = timeOfDay(said, env);
      if (time !== undefined) return { kind: 'value', value: `clock:${time}`, certain: true };
      if (!/\d/.test(said) && /\p{L}{2}/u.test(said) && [...said].length <= 80)
        return { kind: 'place', place: said };
    }
    return { kind: 'unclear', line: { say: 'zone.unclear', variant: env.slips, args: { time: '14:05' } } };
  },
  save: (value) => ({ timeZone: value }),
  saved: (value, env) => ({ say: 'zone.saved', args: { time: now(env, value) } }),
  shown: (profile) =>
    profile.timeZone === undefined
      ? notSet
      : { say: 'settings.plain', args: { value: placeName(profile.timeZone) } },
};

/** Zones whose clocks show this time now, most likely first, at most four. */
export function zonesShowing(minutes: number, at: number): string[] {
  const utc = Math.floor(at / 60_000) % 1440;
  // Clocks are a little wrong and quarter hours are the finest offsets there are.
  const wanted = Math.round((minutes - utc) / 15) * 15;
  return landmarks.filter((one) => (((offset(at, one) - wanted) % 1440) + 1440) % 1440 === 0).slice(0, most);
}

/** "America/Mexico_City" → "Mexico City". */
export function placeName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function now(env: Env, zone: string): string {
  return formatTime(local(env.at, zone).minutes);
}

/** What has the form of an IANA name, and is one. */
function canonical(text: string): string | undefined {
  return /^[a-z]+(\/[a-z_+\-0-9]+){1,2}$/i.test(text) ? zoneNamed(text) : undefined;
}
