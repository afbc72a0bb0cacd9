import type { Profile } from '../learner.js';
import { levels } from '../levels.js';
import { randomFrom, seedOf } from '../seed.js';
import type { Topic } from '../tutor/topic.js';

/**
 * The topic of the day: at the learner's level, one that touches what interests them where there is one, the same
 * all day and another tomorrow.
 *
 * @param date local date, `2026-11-21`
 * @returns undefined only where there are no topics
 */
export function topicOf(
  topics: readonly Topic[],
  profile: Pick<Profile, 'level' | 'interests' | 'goal'>,
  date: string,
  learner: string,
): Topic | undefined {
  const rank = levels.indexOf(profile.level ?? 'A1');
  const distance = ({ from, to }: Topic) =>
    Math.max(0, levels.indexOf(from) - rank, rank - levels.indexOf(to));
  const nearest = Math.min(...topics.map(distance));
  const atLevel = topics.filter((topic) => distance(topic) === nearest);
  const liked = new Set([...(profile.interests ?? []), profile.goal ?? ''].map((word) => word.toLowerCase()));
  const suited = atLevel.filter(({ interests }) => interests.some((one) => liked.has(one)));
  // Every other day something one did not ask for: interests grow that way.
  const random = randomFrom(seedOf(`${learner} ${date}`, 0));
  const from = suited.length > 0 && random() < 0.7 ? suited : atLevel;
  return from[Math.floor(random() * from.length)];
}
