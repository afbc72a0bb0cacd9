import { createRequire } from 'node:module';
import type { Place } from '../../flows/events.js';
import { otherNames } from './city-names.js';
import type { Places } from './places.js';

interface City {
  city: string;
  city_ascii: string;
  province?: string;
  country: string;
  iso2: string;
  pop: number;
  timezone: string | null;
}

const most = 4;

/** A city a tenth the size of its namesake is hardly ever the one that is meant. */
const dwarfed = 0.02;

/**
 * Seven thousand cities with their zones (the package city-timezones, from SimpleMaps' free table). Read at
 * the first use: it costs some 50 ms and 10 MB that most starts never need.
 */
export class CityTable implements Places {
  #cities: Map<string, City[]> | undefined;

  async find(text: string, language: string): Promise<Place[]> {
    this.#cities ??= load();
    const [name, ...rest] = text.split(',').map(simple);
    if (!name) return [];
    const words = text
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .filter(Boolean);
    const named = this.#cities.get(name) ?? this.#within(words);
    const wanted = rest.filter(Boolean);
    const fitting = named.filter((city) =>
      wanted.every((part) =>
        [city.country, city.province].some((where) => simple(where ?? '').includes(part)),
      ),
    );
    const found = fitting.length > 0 ? fitting : named;
    const largest = found[0]?.pop ?? 0;
    const places = new Map<string, Place>();
    for (const city of found) {
      if (city.timezone === null || (city.pop < largest * dwarfed && wanted.length === 0)) continue;
      if (!places.has(city.timezone))
        places.set(city.timezone, { name: label(city, language), zone: city.timezone });
    }
    return [...places.values()].slice(0, most);
  }

  /** "I live in Lima" names a city too: the longest run of words that is one. */
  #within(words: string[]): City[] {
    const spoken = words.slice(0, 20);
    for (let length = Math.min(4, spoken.length); length > 0; length -= 1)
      for (let start = spoken.length - length; start >= 0; start -= 1) {
        const found = this.#cities?.get(simple(spoken.slice(start, start + length).join(' ')));
        if (found) return found;
      }
    return [];
  }
}

function load(): Map<string, City[]> {
  const { cityMapping } = createRequire(import.meta.url)('city-timezones') as { cityMapping: City[] };
  const byName = new Map<string, City[]>();
  for (const city of cityMapping)
    for (const name of new Set([simple(city.city), simple(city.city_ascii)])) {
      const same = byName.get(name) ?? [];
      byName.set(
        name,
        [...same, city].sort((a, b) => b.pop - a.pop),
      );
    }
  // The names that other languages have for them; an own city of that name stays what it is.
  for (const [other, name] of Object.entries(otherNames)) {
    const city = byName.get(simple(name))?.[0];
    if (city && !byName.has(simple(other))) byName.set(simple(other), [city]);
  }
  return byName;
}

function label({ city, province, country, iso2 }: City, language: string): string {
  const named = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'none' }).of(iso2);
  return [city, province === city ? undefined : province, named ?? country].filter(Boolean).join(', ');
}

/** Without case, accents and punctuation. */
function simple(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
