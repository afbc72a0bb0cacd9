import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Persona } from '../flows/tutor/persona.js';
import type { Finding } from './finding.js';
import { type Authored, plain } from './authored.js';
import { lookup, packagedContent } from './folder.js';
import { readHelplines } from './helplines.js';
import type { Language } from './languages.js';
import { readModeration } from './moderation.js';
import { talkFolders, topicsName } from './parts.js';
import { readPrompts, strayPrompts } from './prompts.js';
import { personaIds, personaKind, personasOf } from './talk-personas.js';
import { checkScenes, sceneKind, scenesOf } from './talk-scenes.js';
import { readTopics } from './talk-topics.js';
import { findingsOf, readTranslated } from './translated.js';

export { talkFolders, topicsName };

/** What there is to talk about, and how models are asked, as it was read. */
export interface TalkFolder {
  authored: Pick<Authored, 'talk' | 'prompts' | 'moderation' | 'helplines'>;
  /** The names of all personas, those with errors too. */
  personas: readonly string[];
  files: number;
  findings: Finding[];
}

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
  talkOfOurs ??= plain<TalkFolder>({
    ...readParts(packaged, packaged, undefined),
    findings: [],
    files: 0,
  });
  return talkOfOurs;
}

function readParts(folder: string, packaged: string, languages: readonly Language[] | undefined): TalkFolder {
  const own = lookup(folder, packaged);
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
    authored: {
      talk: {
        personas: withOurs(personasOf(people.files), ours?.authored.talk.personas),
        scenes: scenesOf(scenes.files),
        topics: topics.topics,
      },
      prompts: [...asked.prompts],
      moderation: moderation.lists,
      ...(helplines && { helplines }),
    },
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
function withOurs(own: readonly Persona[], ours: readonly Persona[] = []): Persona[] {
  const others = ours.filter(({ id }) => !own.some((one) => one.id === id));
  return [...own, ...others.map((one) => ({ ...one, chat: false }))];
}
