import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type SoundGuide,
  type SoundsFile,
  type SoundsSidecar,
  soundsFile,
  soundsSidecar,
} from '../flows/speech/sounds.js';
import { plain } from './authored.js';
import type { Finding } from './finding.js';
import { packagedContent } from './folder.js';
import type { Language } from './languages.js';
import { soundsFolder } from './parts.js';
import { findingsOf, type Kind, readTranslated, translationsOf } from './translated.js';

const soundsKind: Kind<SoundsFile, SoundsSidecar> = {
  name: 'sounds',
  schema: soundsFile,
  sidecar: soundsSidecar,
  isShown: ([, , field]) => field === 'example' || field === 'make',
  required: () => ['common', 'sounds'],
  misfits: ({ sounds }, texts) => {
    const known = Object.keys(sounds);
    const lacking = known.filter((phone) => !Object.hasOwn(texts.sounds, phone));
    return [
      ...texts.common.flatMap((phone, index) =>
        known.includes(phone) ? [] : [{ path: ['common', index], message: `there is no sound ${phone}` }],
      ),
      ...Object.keys(texts.sounds)
        .filter((phone) => !known.includes(phone))
        .map((phone) => ({ path: ['sounds', phone], message: 'there is no such sound' })),
      ...(lacking.length > 0 ? [{ path: ['sounds'], message: `lacks ${lacking.join(', ')}` }] : []),
    ];
  },
};

/** The sounds of each language taught, as they were read. */
export interface SoundsFolder {
  /** By the language's code. */
  guides: readonly (readonly [language: string, SoundGuide])[];
  files: number;
  findings: Finding[];
}

/** Reads the folder's own sounds, else those that come with the engine, which are not judged by its languages. */
export function readSounds(folder: string, languages: readonly Language[] | undefined): SoundsFolder {
  const own = join(folder, soundsFolder);
  return existsSync(own) ? readGuides(own, languages) : soundsOfOurs();
}

let ours: SoundsFolder | undefined;

/** Read once: it does not change while the engine runs, and every other folder needs it. */
function soundsOfOurs(): SoundsFolder {
  ours ??= plain<SoundsFolder>({
    ...readGuides(join(packagedContent(), soundsFolder), undefined),
    findings: [],
    files: 0,
  });
  return ours;
}

function readGuides(path: string, languages: readonly Language[] | undefined): SoundsFolder {
  const { files, findings } = readTranslated(
    path,
    soundsKind,
    languages?.filter(({ code }) => code !== 'en'),
  );
  return {
    guides: files.flatMap((file) =>
      file.value ? [[file.id, { ...file.value, sidecars: translationsOf(file) }] as const] : [],
    ),
    files: files.reduce((sum, { sidecars }) => sum + 1 + sidecars.length, 0),
    findings: [...findings, ...findingsOf(files)],
  };
}
