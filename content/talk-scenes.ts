import { type SceneFile, type SceneSidecar, sceneFile, sceneSidecar } from '../flows/scene.js';
import type { StoredScene } from '../flows/talk-content.js';
import { noPersona } from './talk-personas.js';
import { type Kind, type Translated, translationsOf } from './translated.js';

export const sceneKind: Kind<SceneFile, SceneSidecar> = {
  name: 'scene',
  schema: sceneFile,
  sidecar: sceneSidecar,
  isShown: (path) => !path.includes('when') && !path.includes('persona'),
  required: ({ level }) => (['A0', 'A1', 'A2'].includes(level) ? ['title', 'scene', 'goals'] : []),
  misfits: ({ goals }, texts) =>
    texts.goals === undefined || texts.goals.length === goals.length
      ? []
      : [{ path: ['goals'], message: `${texts.goals.length} goals, the scene has ${goals.length}` }],
};

export function scenesOf(files: readonly Translated<SceneFile, SceneSidecar>[]): StoredScene[] {
  return files.flatMap((file) =>
    file.value ? [{ id: file.id, scene: file.value, sidecars: translationsOf(file) }] : [],
  );
}

/** A scene is played by somebody who exists, and its script has an end that can be reached. */
export function checkScenes(
  files: readonly Translated<SceneFile, SceneSidecar>[],
  personas: readonly string[],
): void {
  for (const { value, yaml } of files) {
    if (!value) continue;
    const report = (path: (string | number)[], message: string, severity: 'error' | 'warning'): void =>
      yaml.source.report(severity, yaml.values?.at(path) ?? { line: 1, column: 1 }, path.join('.'), message);
    if (!personas.includes(value.persona)) report(['persona'], noPersona(value.persona, personas), 'error');
    for (const [index, { when }] of value.goals.entries()) {
      if (when) continue;
      const message = 'has no `when`: without a language model nobody can reach this goal';
      report(['goals', index], message, 'warning');
    }
    const goodbye = value.offline.length - 1;
    if (typeof value.offline[goodbye] === 'object') {
      const message = 'the last line ends the scene: put a line without `when` after it';
      report(['offline', goodbye], message, 'warning');
    }
  }
}
