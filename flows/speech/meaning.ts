import type { Line, Say } from '../effects.js';
import type { Result } from '../events.js';
import { knownAnswer } from '../scoring/known-answer.js';
import type { Heard, Picked } from './heard.js';
import { usualLimit, type Hears } from './hears.js';

/** What was said, as far as anybody could tell; or what to say where nobody could. */
export type Meaning = { said: string; heard: Heard } | { trouble: Line };

/** UTF-16 units: three minutes of speech stay below it. */
const longest = 4_000;

/** Of an answer that is taken only where it was surely heard; measured in scripts/pronunciation/README.md. */
const sure = 0.74;

/**
 * What listening came to. Words are believed where a transcriber heard them and nothing speaks against it, and spelt as
 * the known answer that sounds the same; else a known answer that our own model found; a text that was read aloud needs
 * neither.
 *
 * @param variant turns round the wordings of what is said where nothing was understood
 */
export function meaningOf(result: Result, hears: Hears, variant: number): Meaning {
  const reads = hears.expected !== undefined;
  if (result.kind !== 'listened')
    return { trouble: reads ? again('other', variant) : { say: 'voice.failed', variant } };
  const { heard } = result;
  if (heard.trouble !== undefined) return { trouble: troubleLine(heard.trouble, hears, variant) };
  const believed = heard.transcripts.find(({ doubts, text }) => doubts.length === 0 && text.trim() !== '');
  if (believed) {
    const said = tidied(believed.text);
    return { said: knownAnswer(said, hears.options ?? []) ?? said, heard };
  }
  if (reads && heard.reading) return { said: '', heard };
  const picked = heard.picked && toldApart(heard.picked, hears);
  if (picked !== undefined) return { said: picked, heard };
  const line = unheardLine(heard, hears, variant);
  if (!reads) return { trouble: line };
  return { trouble: again(isPart(heard) ? 'part' : line.say.replace('voice.', ''), variant) };
}

/** The known answer that it was; undefined where that cannot be told. */
function toldApart(
  { option, rivals = [], confidence }: Picked,
  { options = [], alike = 0, surely }: Hears,
): string | undefined {
  if (option === undefined || (surely && confidence < sure)) return undefined;
  const others = rivals.filter((rival) => option >= alike || rival >= alike);
  return others.length === 0 ? options[option] : undefined;
}

/** What is to be read aloud cannot be typed instead: the way to do it in writing is a button of its own. */
function again(trouble: string, variant: number): Say {
  return { say: 'voice.readAgain', variant, args: { trouble } };
}

/** Our own model alone listened, and a text finds no room in a recording that is too short for it. */
function isPart({ transcripts, unheard }: Heard): boolean {
  return transcripts.length === 0 && (unheard === 'unasked' || unheard === 'none');
}

function tidied(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, longest);
}

function troubleLine(
  trouble: NonNullable<Heard['trouble']>,
  { limit = usualLimit, expected }: Hears,
  variant: number,
): Line {
  if (trouble === 'deaf') return { say: 'voice.deaf' };
  if (expected !== undefined) return again(trouble, variant);
  if (trouble !== 'long') return { say: `voice.${trouble}`, variant };
  const minutes = limit % 60 === 0 ? limit / 60 : 0;
  return { say: 'voice.long', variant, args: { minutes, seconds: limit } };
}

function unheardLine({ transcripts, unheard, picked }: Heard, { language }: Hears, variant: number): Say {
  // Who is asked in their own language is not sent back to English.
  if (language === undefined && transcripts.some(({ doubts }) => doubts.includes('language')))
    return { say: 'voice.otherLanguage', variant };
  if (transcripts.length > 0) return { say: 'voice.misheard', variant };
  if (unheard === 'spent') return { say: 'voice.spent' };
  // Our own model listened and knows none of it, or cannot tell which of them it was.
  if (picked) return { say: 'voice.noneOfThese', variant };
  return unheard === 'none' ? { say: 'voice.noWords' } : { say: 'voice.failed', variant };
}
