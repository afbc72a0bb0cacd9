import type { Course, FrozenLesson } from '../lesson.js';
import { seedOf } from '../seed.js';
import type { StoredScene } from '../talk-content.js';

/** Minutes a scene is said to take. */
const minutes = 5;

const known = new WeakMap<StoredScene, FrozenLesson>();

/**
 * A scene that stands alone, as a lesson of one step: frozen like a lesson when it begins, so that an author's edit
 * strands nobody half-way, and played like the role-play of any lesson.
 */
export function sceneLesson(stored: StoredScene, course: Course): FrozenLesson {
  const before = known.get(stored);
  if (before?.course === course.id) return before;
  const { id, scene, sidecars } = stored;
  const { title, level, ...parts } = scene;
  const content = {
    course: course.id,
    id: `scene/${id}`,
    lesson: {
      title,
      level,
      can_do: title,
      minutes,
      steps: [{ id: 'scene', kind: 'roleplay' as const, ...parts }],
    },
    sidecars: Object.fromEntries(
      Object.entries(sidecars).map(([language, { title: local, ...texts }]) => [
        language,
        { ...(local !== undefined && { title: local }), steps: { scene: texts } },
      ]),
    ),
  };
  // Its id and a digest of its content: another content is another lesson.
  const digest = [0, 1].map((part) => seedOf(JSON.stringify(content), part).toString(16).padStart(8, '0'));
  const lesson = { hash: `${id}-${digest.join('')}`, ...content };
  known.set(stored, lesson);
  return lesson;
}
