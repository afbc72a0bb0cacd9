/** `0:03`, as players show it. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The next whole minute at or after a moment, as the clock on the wall shows it. */
export function nextMinute(at: number, language: string): string {
  const minute = Math.ceil(at / 60_000) * 60_000;
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(minute);
}
