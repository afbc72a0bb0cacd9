/** What a content folder holds, by name, for those who look at it without reading it. */

/** What there is to talk about, and how models are asked. */
export const talkFolders = ['personas', 'scenes', 'prompts', 'moderation'];
export const topicsName = 'topics.yaml';

/** How the sounds of the languages taught are made. */
export const soundsFolder = 'sounds';

/** Everything that is read, lexicons when they are first asked for. */
export const readParts = ['courses', 'strings', 'lexicons', soundsFolder, ...talkFolders, topicsName];
