import type { SceneFile, SceneSidecar } from './scene.js';
import type { Persona } from './tutor/persona.js';
import type { Topic } from './tutor/topic.js';

/** What there is to talk about and with whom; authored (content/personas, content/scenes, content/topics.yaml). */
export interface TalkContent {
  /** By id, in their order. */
  personas: ReadonlyMap<string, Persona>;
  /** By id. */
  scenes: ReadonlyMap<string, StoredScene>;
  topics: readonly Topic[];
}

export interface StoredScene {
  id: string;
  scene: SceneFile;
  /** By language code. */
  sidecars: Readonly<Record<string, SceneSidecar>>;
}
