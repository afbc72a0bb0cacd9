import { formatFinding } from '../../content/finding.js';
import type { ModelAudio } from './model-audio.js';
import type { Rendered, Said } from './render.js';

/** Of 100, under which our own scorer would find fault with a learner who spoke like this (FEATURES K12). */
export const well = 90;

/** What an author should look at, in the order of the course, a line each as the checker writes them. */
export function listing({ said, failed }: Rendered): string[] {
  const lines = failed.map(({ of, why }) =>
    lineOf(of, 'error', `could not be said${at(of)} (${why}): ${of.text}`),
  );
  return [
    ...lines,
    ...unclear(said).map(([first, ...others]) => {
      const scores = [first, ...others].map(({ of, score = 0 }) => `${Math.round(score)}${at(of)}`);
      return lineOf(first.of, 'warning', `scores ${scores.join(', ')}: ${first.of.text}`);
    }),
  ];
}

/** Texts that score too low at one pace at least; with all their paces, since they are one text to whom it was written by. */
export function unclear(said: readonly Said[]): [Said, ...Said[]][] {
  const texts = new Map<string, [Said, ...Said[]]>();
  for (const one of said) {
    if (one.score === undefined) continue;
    const key = JSON.stringify([one.of.file, one.of.line, one.of.text]);
    const known = texts.get(key);
    if (known) known.push(one);
    else texts.set(key, [one]);
  }
  return [...texts.values()].filter((all) => all.some(({ score = well }) => score < well));
}

function lineOf({ file, line, field }: ModelAudio, severity: 'error' | 'warning', message: string): string {
  return formatFinding({ file, line, column: 1, severity, field, message });
}

function at({ speed, emphasised }: ModelAudio): string {
  if (emphasised) return ' word by word';
  return speed === 1 ? '' : ` at speed ${Number(speed.toFixed(2))}`;
}
