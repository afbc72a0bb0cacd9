import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Concern } from '../flows/events.js';
import type { TalkContent } from '../flows/talk-content.js';
import type { Persona } from '../flows/tutor/persona.js';
import type { PromptName } from '../flows/tutor/prompts.js';
import type { Finding } from './finding.js';
import { packagedContent } from './folder.js';
import { type Helplines, readHelplines } from './helplines.js';
import type { Language } from './languages.js';
import { readModeration } from './moderation.js';
import { readPrompts, type StoredPrompt, strayPrompts } from './prompts.js';
import { personaIds, personaKind, personasOf } from './talk-personas.js';
import { checkScenes, sceneKind, scenesOf } from './talk-scenes.js';
import { readTopics } from './talk-topics.js';
import { findingsOf, readTranslated } from './translated.js';

/** What there is to talk about, and how models are asked, as it was read. */
export interface TalkFolder {
  talk: TalkContent;
  prompts: ReadonlyMap<PromptName, StoredPrompt>;
  flag: (text: string) => Concern | undefined;
  helplines: (language: string) => Helplines;
  /** The names of all personas, those with errors too. */
  personas: readonly string[];
  files: number;
  findings: Finding[];
}

/** The parts of it in a content folder. */
export const talkFolders = ['personas', 'scenes', 'prompts', 'moderation'];
export const topicsName = 'topics.yaml';

/**
 * Reads the parts that the folder has, and takes the others from the content that comes with the engine, which is not
 * judged by the folder's languages.
 */
export function readTalk(folder: string, languages: readonly Language[] | undefined): TalkFolder {
  return [...talkFolders, topicsName].some((name) => existsSync(join(folder, name)))
    ? readParts(folder, packagedContent(), languages)
    : ourTalk();
}

let talkOfOurs: TalkFolder | undefined;

/** Read once: it does not change while the engine runs, and every other folder needs it. */
function ourTalk(): TalkFolder {
  const packaged = packagedContent();
  talkOfOurs ??= { ...readParts(packaged, packaged, undefined), findings: [], files: 0 };
  return talkOfOurs;
}

function readParts(folder: string, packaged: string, languages: readonly Language[] | undefined): TalkFolder {
  const own = (path: string): string =>
    [join(folder, path), join(packaged, path)].find(existsSync) ?? join(folder, path);
  const translations = languages?.filter(({ code }) => code !== 'en');
  const judged = (path: string): readonly Language[] | undefined =>
    own(path) === join(folder, path) ? translations : undefined;

  const people = readTranslated(own('personas'), personaKind, judged('personas'));
  const ours = own('personas') === join(packaged, 'personas') ? undefined : ourTalk();
  const scenes = readTranslated(own('scenes'), sceneKind, judged('scenes'));
  const personas = [...new Set([...personaIds(own('personas')), ...(ours?.personas ?? [])])];
  checkScenes(scenes.files, personas);
  const topics = readTopics(own(topicsName));
  const asked = readPrompts(own);
  const moderation = readModeration(own('moderation'), join(packaged, 'moderation'));
  const { yaml, helplines } = readHelplines(own('moderation/helplines.yaml'));
  const files = [...people.files, ...scenes.files];
  return {
    talk: {
      personas: withOurs(personasOf(people.files), ours?.talk.personas),
      scenes: scenesOf(scenes.files),
      topics: topics.topics,
    },
    helplines,
    prompts: asked.prompts,
    flag: moderation.flag,
    personas,
    files:
      files.reduce((sum, { sidecars }) => sum + 1 + sidecars.length, 0) +
      asked.prompts.size +
      moderation.files +
      2,
    findings: [
      ...people.findings,
      ...scenes.findings,
      ...findingsOf(files),
      ...topics.yaml.source.findings,
      ...asked.findings,
      ...strayPrompts(folder),
      ...moderation.findings,
      ...yaml.source.findings,
    ],
  };
}

/** Our lessons and scenes still need those who play in them; who is offered for a talk is the folder's to say. */
function withOurs(
  own: ReadonlyMap<string, Persona>,
  ours: ReadonlyMap<string, Persona> = new Map(),
): ReadonlyMap<string, Persona> {
  const others = [...ours].filter(([id]) => !own.has(id));
  return new Map([...own, ...others.map(([id, one]) => [id, { ...one, chat: false }] as const)]);
}
