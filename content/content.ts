import type { Line, Message } from '../flows/effects.js';
import type { Concern } from '../flows/events.js';
import type { Course } from '../flows/lesson.js';
import type { TalkContent } from '../flows/talk-content.js';
import type { PromptName } from '../flows/tutor/prompts.js';
import type { Authored } from './authored.js';
import type { Finding } from './finding.js';
import { flagger } from './flagger.js';
import { type Helplines, helplinesFor } from './helplines-for.js';
import type { Language } from './languages.js';
import { type Lexicon, readLexicon } from './lexicon.js';
import type { StoredPrompt } from './prompts.js';
import { Renderer } from './render.js';
import type { RenderedMessage } from './rendered.js';

/** Everything authored, validated. Immutable. */
export interface Content {
  /** In their order; learners are offered the complete ones. */
  languages: readonly Language[];
  courses: ReadonlyMap<string, Course>;
  talk: TalkContent;
  /** How a language model is asked, by the question. */
  prompts: ReadonlyMap<PromptName, StoredPrompt>;
  /** What a text may not be answered like any other; by the word lists of every language. */
  flag(text: string): Concern | undefined;
  /** Where somebody who wants to harm themselves is heard. */
  helplines(language: string): Helplines;
  /** The words of a language, lower case: what is not in it may be a slip of the keyboard. Empty if there is no list. */
  lexicon(language: string): Lexicon;
  render(language: string, message: Message): RenderedMessage;
  /** A line in a language without marks. */
  phrase(language: string, line: Line): string;
  /** What authors should look at; no errors. */
  warnings: readonly Finding[];
}

/** @param own where a file of the content is: lexicons are read when they are first asked for */
export function contentOf(authored: Authored, own: (path: string) => string): Content {
  const renderer = new Renderer(
    new Map(authored.wordings.map(([language, wordings]) => [language, new Map(wordings)])),
  );
  const { talk, helplines } = authored;
  const lexicons = new Map<string, Lexicon>();
  const guides = new Map(authored.sounds);
  const soundsOf = (language: string): Pick<Course, 'sounds'> => {
    const sounds = guides.get(language);
    return sounds ? { sounds } : {};
  };
  return {
    languages: authored.languages,
    courses: new Map(
      authored.courses.map((course) => [
        course.id,
        {
          ...course,
          lessons: new Map(course.lessons.map((lesson) => [lesson.id, lesson])),
          ...soundsOf(course.language),
        },
      ]),
    ),
    talk: { personas: byId(talk.personas), scenes: byId(talk.scenes), topics: talk.topics },
    prompts: new Map(authored.prompts),
    flag: flagger(authored.moderation),
    helplines: (language) => helplinesFor(helplines, language),
    lexicon: (language) => {
      const known = lexicons.get(language) ?? readLexicon(own(`lexicons/${language}.txt`));
      lexicons.set(language, known);
      return known;
    },
    render: (language, message) => renderer.message(language, message),
    phrase: (language, line) => renderer.phrase(language, line),
    warnings: authored.warnings,
  };
}

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
