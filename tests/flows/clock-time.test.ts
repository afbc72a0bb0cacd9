import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime, isZone, local, nextAt, offset, parseTime } from '../../flows/clock-time.js';

describe('a time of day as people write it', () => {
  it.each([
    ['18:30', '18:30'],
    ['6:30 pm', '18:30'],
    ['6.30pm', '18:30'],
    ['7pm', '19:00'],
    ['7 a.m.', '07:00'],
    ['8:15 a. m.', '08:15'],
    ['12 am', '00:00'],
    ['12:05 p.m.', '12:05'],
    ['18h30', '18:30'],
    ['it is 14:05 here', '14:05'],
    ['aquí son las 9:40', '09:40'],
    ['at 8', '08:00'],
    ['00:00', '00:00'],
  ])('%s is %s', (text, time) => {
    const minutes = parseTime(text);
    expect(minutes === undefined ? undefined : formatTime(minutes)).toBe(time);
  });

  it.each(['25:00', '12:60', '13 pm', 'soon', '', '1234', '2026-01-01'])('%s is none', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.nat(1439), (minutes) => {
        expect(parseTime(formatTime(minutes))).toBe(minutes);
      }),
    );
  });
});

describe('zones', () => {
  it('knows what is one', () => {
    expect(isZone('America/Lima')).toBe(true);
    expect(isZone('America/Nowhere')).toBe(false);
    expect(isZone('')).toBe(false);
  });

  it('knows offsets with daylight saving', () => {
    expect(offset(Date.parse('2026-01-15T12:00:00Z'), 'Europe/Madrid')).toBe(60);
    expect(offset(Date.parse('2026-07-15T12:00:00Z'), 'Europe/Madrid')).toBe(120);
    expect(offset(Date.parse('2026-07-15T12:00:00Z'), 'Asia/Kathmandu')).toBe(345);
  });
});

describe('the next time clocks show', () => {
  const next = (at: string, zone: string, time: string) =>
    new Date(nextAt(Date.parse(at), zone, parseTime(time) ?? 0)).toISOString();

  it('is today when it is still to come, tomorrow when it is past or now', () => {
    expect(next('2026-03-02T08:00:00Z', 'UTC', '18:30')).toBe('2026-03-02T18:30:00.000Z');
    expect(next('2026-03-02T18:30:00Z', 'UTC', '18:30')).toBe('2026-03-03T18:30:00.000Z');
    expect(next('2026-03-02T23:00:00Z', 'America/Lima', '17:00')).toBe('2026-03-03T22:00:00.000Z');
  });

  it('keeps the hour when the clocks change', () => {
    // Madrid goes to summer time on 29 March 2026 at 01:00 UTC and back on 25 October.
    expect(next('2026-03-28T12:00:00Z', 'Europe/Madrid', '08:00')).toBe('2026-03-29T06:00:00.000Z');
    expect(next('2026-10-24T12:00:00Z', 'Europe/Madrid', '08:00')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('comes after the gap in spring and once in autumn', () => {
    expect(next('2026-03-29T00:00:00Z', 'Europe/Madrid', '02:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(next('2026-10-25T00:00:00Z', 'Europe/Madrid', '02:30')).toBe('2026-10-25T00:30:00.000Z');
    // The second 02:30 of that night is not another one.
    expect(next('2026-10-25T00:30:00Z', 'Europe/Madrid', '02:30')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('is always ahead, less than 26 hours away, and shows the time outside a gap', () => {
    const zones = [
      'UTC',
      'America/Lima',
      'Europe/Madrid',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/New_York',
    ];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        fc.nat(1439),
        (date, zone, minutes) => {
          const at = date.getTime();
          const instant = nextAt(at, zone, minutes);
          expect(instant).toBeGreaterThan(at);
          expect(instant - at).toBeLessThanOrEqual(26 * 3_600_000);
          const shown = local(instant, zone).minutes;
          // In a gap the clocks skip the minute; the instant then shows at most an hour later.
          expect((shown - minutes + 1440) % 1440).toBeLessThanOrEqual(60);
        },
      ),
    );
  });
});
