import {
  type Argument,
  type Choice,
  escapeMarks,
  type Line,
  type Message,
  type Say,
} from '../flows/effects.js';
import { fallback } from './fallback.js';
import { compile, type Format } from './icu.js';
import type { Wordings } from './interface-strings.js';
import { parseMarks, withoutMarks } from './marks.js';
import type { Block, RenderedMessage } from './rendered.js';

/** Texts of lessons that are kept taken apart, of a role: more than the lessons under way at one time have. */
const kept = 5_000;

/** One wording of a string. What it comes to without arguments is worked out once. */
interface Wording {
  format: Format;
  phrase?: string;
  blocks?: readonly Block[];
}

/** Turns lines into words of a language. Compiles each wording once. */
export class Renderer {
  /** Texts of lessons, by role and text. */
  private readonly paragraphs = new Map<string, Map<string, readonly Block[]>>();
  /** By language and key. */
  private readonly compiled = new Map<string, Map<string, Wording[]>>();

  /** @param strings by language code; `en` has every key */
  constructor(private readonly strings: ReadonlyMap<string, Wordings>) {}

  message(language: string, message: Message): RenderedMessage {
    const label = ({ label, value }: Choice): { label: string; value: string } => ({
      label: 'plain' in label ? label.plain : this.phrase(language, label),
      value,
    });
    return {
      blocks: message.lines.flatMap((line) => this.blocks(language, line)),
      choices: (message.choices ?? []).map(label),
      actions: (message.actions ?? []).map(label),
      asks: message.asks ?? false,
      ...(message.progress ? { progress: message.progress } : {}),
      ...(message.listens !== undefined && { listens: message.listens }),
      ...(message.voice ? { voice: message.voice } : {}),
      ...(message.heardIn !== undefined && { heardIn: message.heardIn }),
      ...(message.image
        ? { image: { ...message.image, alt: this.phrase(language, message.image.alt) } }
        : {}),
    };
  }

  /** One line without marks: a button's label, or what a learner may type. */
  phrase(language: string, line: Line): string {
    if ('text' in line || line.args) return plain(this.markup(language, line));
    // Every typed message is compared with many.
    const wording = this.wording(language, line);
    return (wording.phrase ??= plain(wording.format()));
  }

  /** A learner's own words are in arguments or said `once`: whatever else is said to many, and is taken apart once. */
  private blocks(language: string, line: Line): readonly Block[] {
    if (!('text' in line)) {
      if (line.args) return this.takenApart(language, line);
      const wording = this.wording(language, line);
      return (wording.blocks ??= this.takenApart(language, line));
    }
    if (line.pieces || line.once) return this.takenApart(language, line);
    let texts = this.paragraphs.get(line.role);
    if (!texts) this.paragraphs.set(line.role, (texts = new Map<string, readonly Block[]>()));
    let blocks = texts.get(line.text);
    if (!blocks) {
      if (texts.size >= kept) texts.clear();
      texts.set(line.text, (blocks = this.takenApart(language, line)));
    }
    return blocks;
  }

  private takenApart(language: string, line: Line): Block[] {
    const role = 'text' in line ? line.role : 'say';
    const pieces = 'text' in line && line.pieces ? { pieces: line.pieces } : {};
    return this.markup(language, line)
      .split(/\n[^\S\n]*\n\s*/)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== '')
      .map((paragraph) => ({ role, spans: parseMarks(paragraph), ...pieces }));
  }

  private markup(language: string, line: Line): string {
    return 'text' in line ? line.text : this.say(language, line);
  }

  private say(language: string, line: Say): string {
    const { format } = this.wording(language, line);
    if (!line.args) return format();
    const args: Record<string, string | number> = {};
    for (const [name, value] of Object.entries<Argument>(line.args))
      args[name] = this.argument(language, value);
    return format(args);
  }

  private wording(language: string, { say, variant = 0 }: Say): Wording {
    const wordings = this.wordings(language, say) ?? this.wordings(fallback, say);
    // The variant counts round: a negative or fractional one is a defect that must not silence a message.
    const wording = wordings?.[Math.abs(Math.trunc(variant)) % wordings.length];
    if (!wording) throw new Error(`there is no string "${say}", not even in ${fallback}`);
    return wording;
  }

  /** A number stays one, so that plurals can count it. */
  private argument(language: string, value: Argument): string | number {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return escapeMarks(value);
    return 'markup' in value ? value.markup : this.say(language, value);
  }

  private wordings(language: string, key: string): Wording[] | undefined {
    let compiled = this.compiled.get(language);
    if (!compiled) this.compiled.set(language, (compiled = new Map<string, Wording[]>()));
    let wordings = compiled.get(key);
    if (!wordings) {
      wordings = this.strings
        .get(language)
        ?.get(key)
        ?.map((wording) => ({ format: compile(wording, language) }));
      if (wordings) compiled.set(key, wordings);
    }
    return wordings;
  }
}

function plain(markup: string): string {
  return withoutMarks(markup).replace(/\s+/g, ' ').trim();
}
