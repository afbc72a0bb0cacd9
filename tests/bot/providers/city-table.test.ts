import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CityTable } from '../../../bot/providers/city-table.js';
import { isZone } from '../../../flows/clock-time.js';

const table = new CityTable();

describe('the zones a place can mean', () => {
  it.each([
    ['Lima', 'America/Lima'],
    ['  lima  ', 'America/Lima'],
    ['I live in Lima', 'America/Lima'],
    ['Bogota', 'America/Bogota'],
    ['Bogotá', 'America/Bogota'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Ciudad de México', 'America/Mexico_City'],
    ['CDMX', 'America/Mexico_City'],
    ['vivo en Sevilla', 'Europe/Madrid'],
    ['Nueva York', 'America/New_York'],
    ['Londres', 'Europe/London'],
    ['London, Canada', 'America/Toronto'],
    ['Tokio', 'Asia/Tokyo'],
  ])('%s', async (place, zone) => {
    expect((await table.find(place, 'es'))[0]?.zone).toBe(zone);
  });

  it('offers one city a zone where several have the name, countries in the language', async () => {
    const places = await table.find('Springfield', 'es');
    expect(places.length).toBeGreaterThan(1);
    expect(new Set(places.map(({ zone }) => zone)).size).toBe(places.length);
    expect(places[0]?.name).toContain('Estados Unidos');
  });

  it('knows nothing of what is no place', async () => {
    expect(await table.find('Atlantis', 'en')).toEqual([]);
    expect(await table.find('', 'en')).toEqual([]);
  });

  it('takes any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 120 }), async (text) => {
        for (const { zone } of await table.find(text, 'en')) expect(isZone(zone)).toBe(true);
      }),
    );
  });
});
