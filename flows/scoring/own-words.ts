import { addressesJudge } from './addressing.js';
import { copiesPoint, copiesTask, foldedWords } from './copying.js';
import { disguise } from './skeleton.js';

/** What an answer is held against: texts the learner was given or may have seen, in every language they were in. */
export interface Given {
  tasks: readonly string[];
  points: readonly string[];
}

/** What is left of an answer when all is taken out that cannot earn anything. */
export interface OwnWords {
  /** Sentences in order, as they were written but without invisible characters; those that followed each other together. */
  passages: readonly (readonly string[])[];
  /** It spoke to the judge, repeated the rubric, or hid something: what remains has to show more (evidence.ts). */
  isSuspect: boolean;
  /** The first sentence that was taken out for that, to name it. */
  suspect?: string;
}

/** UTF-16 units; more is not read. */
const longest = 4000;

/**
 * Takes out of an answer what speaks to whoever judges it, what repeats the rubric or the task, and what is hidden or
 * disguised. Pure and linear in practice; any string will do.
 */
export function ownWords(answer: string, given: Given): OwnWords {
  const sentences = sentencesOf(answer.slice(0, longest));
  const topic = new Set(given.tasks.flatMap(foldedWords));
  const faults = sentences.map((sentence) => faultOf(sentence, given, topic));
  // An address may be cut into pieces by full stops.
  for (let at = 0; at + 1 < sentences.length; at += 1) {
    for (const size of [2, 3, 4]) {
      const pieces = sentences.slice(at, at + size);
      const isShort = pieces.every((piece) => foldedWords(piece).length <= 4);
      if (pieces.length < size || !isShort || faults.slice(at, at + size).some(Boolean)) continue;
      if (addressesJudge(pieces.join(' ').replace(/[.!?…]+/g, ' '), topic))
        faults.fill('suspect', at, at + size);
    }
  }
  const at = faults.indexOf('suspect');
  const isSuspect = at !== -1 || disguise(answer) !== undefined;
  const passages: string[][] = [[]];
  sentences.forEach((sentence, index) => {
    if (faults[index] === undefined) passages.at(-1)?.push(visible(sentence));
    else passages.push([]);
  });
  return {
    passages: passages.filter((passage) => passage.length > 0),
    isSuspect,
    ...(at !== -1 && { suspect: visible(sentences[at] ?? '') }),
  };
}

/** The passages as one text: what a model is asked about, and what is counted. */
export function textOf({ passages }: OwnWords): string {
  return passages.map((passage) => passage.join(' ')).join('\n');
}

function faultOf(
  sentence: string,
  { tasks, points }: Given,
  topic: ReadonlySet<string>,
): 'suspect' | 'task' | undefined {
  if (disguise(sentence) !== undefined || addressesJudge(sentence, topic)) return 'suspect';
  if (points.some((point) => copiesPoint(sentence, point))) return 'suspect';
  return tasks.some((task) => copiesTask(sentence, task)) ? 'task' : undefined;
}

/** A line, or up to the signs that end a sentence; a full stop within a number or an abbreviation ends none. */
function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?…;。！？])\s+|(?<=\p{L}{2}[.!?…]+)(?=\p{Lu})/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function visible(text: string): string {
  return text.replace(/[\p{Cf}\p{Cc}]/gu, '').trim();
}
