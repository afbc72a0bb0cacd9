import type { Env } from '../machine.js';

/** The language a model explains in: the learner's own up to A2, simple English from B1 (VOICE 3). */
export function explainIn(env: Pick<Env, 'facts' | 'profile'>, level: string): string {
  const own = level === 'A0' || level === 'A1' || level === 'A2';
  const code = own ? env.profile.language : env.facts.course.language;
  return env.facts.languages.find((one) => one.code === code)?.name ?? code;
}
