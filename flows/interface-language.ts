import type { Facts } from './facts.js';

/** The interface language for a guess such as `es-PE`, or for one that is no longer there. */
export function spoken(wanted: string, { languages }: Pick<Facts, 'languages'>): string {
  if (languages.some(({ code }) => code === wanted)) return wanted;
  const codes = languages.map(({ code }) => code);
  const base = wanted.split('-')[0] ?? '';
  const near = codes.find((code) => code === base) ?? codes.find((code) => code.split('-')[0] === base);
  return near ?? codes.find((code) => code === 'en') ?? wanted;
}
