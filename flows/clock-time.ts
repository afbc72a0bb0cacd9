/**
 * Times of day as people write them, and the zones' rules. Intl's zone data is a table, not a clock: the same
 * arguments give the same answer.
 */

/** "18:30", "6.30 pm", "18h30", "7pm", "8:15 a. m." → minutes after midnight, 0..1439. */
export function parseTime(text: string): number | undefined {
  const found =
    /(?:^|[^\d:/-])(\d{1,2})\s*(?:[:.h]\s*(\d{2}))?\s*(?:h\b|hrs?\b|uhr\b)?\s*([ap])?\.?\s?(m)?(?![a-z\d:/-])/iu.exec(
      text,
    );
  if (!found) return undefined;
  const [, hourText, minuteText, half, m] = found;
  let hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (half !== undefined && m !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59) return undefined;
  return hour * 60 + minute;
}

/** Minutes after midnight → "18:30". */
export function formatTime(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  return `${String(hour).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A zone as IANA spells it, whatever the case it was typed in; undefined where there is none. Nothing is kept of what is typed. */
export function zoneNamed(typed: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

export function isZone(zone: string): boolean {
  return formats.has(zone) || zoneNamed(zone) !== undefined;
}

/** By zone as profiles have them. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times as much as using it. @throws RangeError where there is no such zone */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Local calendar date and time of day of an instant. */
export function local(at: number, zone: string): { date: string; minutes: number } {
  const parts: { [part: string]: string } = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = value;
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minutes: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

/** Minutes east of UTC at that instant. */
export function offset(at: number, zone: string): number {
  const { date, minutes } = local(at, zone);
  // Clocks are read to the minute, so the instant is too.
  const minute = Math.floor(at / 60_000);
  return Date.parse(`${date}T00:00:00Z`) / 60_000 + minutes - minute;
}

/**
 * The next instant, strictly after `at`, at which clocks in the zone show this time of day. Where the clocks
 * skip it (spring), the first instant after the gap; where they show it twice (autumn), the first.
 */
export function nextAt(at: number, zone: string, minutes: number): number {
  for (let day = 0; day <= 2; day += 1) {
    const { date } = local(at + day * 86_400_000, zone);
    const wall = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
    const candidates = [wall - 86_400_000, wall + 86_400_000].map(
      (near) => wall - offset(near, zone) * 60_000,
    );
    const exact = candidates.filter((one) => local(one, zone).minutes === minutes).sort((a, b) => a - b);
    const instant = exact[0] ?? Math.max(...candidates);
    if (instant > at) return instant;
  }
  throw new RangeError(`no ${formatTime(minutes)} in ${zone}`);
}
