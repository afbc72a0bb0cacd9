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

/** Texts of lessons that are kept taken apart: more than the lessons under way at one time have. */
const kept = 5_000;

/** Turns lines into words of a language. Compiles each wording once. */
export class Renderer {
  /** Those without arguments, by language, key and variant: every typed message is compared with many. */
  private readonly phrases = new Map<string, string>();
  private readonly paragraphs = new Map<string, readonly Block[]>();
  private readonly compiled = new Map<string, Map<string, Format[]>>();

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
    if ('text' in line || line.args) return this.plainly(language, line);
    const key = `${language} ${line.say} ${line.variant ?? 0}`;
    let text = this.phrases.get(key);
    if (text === undefined) this.phrases.set(key, (text = this.plainly(language, line)));
    return text;
  }

  private plainly(language: string, line: Line): string {
    return withoutMarks(this.markup(language, line)).replace(/\s+/g, ' ').trim();
  }

  /** A learner's own words are in arguments: whatever has none is said to many, and is taken apart once. */
  private blocks(language: string, line: Line): readonly Block[] {
    if (!('text' in line) && line.args) return this.takenApart(language, line);
    const key =
      'text' in line ? `${line.role} ${line.text}` : `${language} ${line.say} ${line.variant ?? 0} say`;
    let blocks = this.paragraphs.get(key);
    if (!blocks) {
      if (this.paragraphs.size >= kept) this.paragraphs.clear();
      this.paragraphs.set(key, (blocks = this.takenApart(language, line)));
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
    const wordings = this.wordings(language, line.say) ?? this.wordings(fallback, line.say);
    // The variant counts round: a negative or fractional one is a defect that must not silence a message.
    const variant = Math.abs(Math.trunc(line.variant ?? 0)) % (wordings?.length ?? 1);
    const wording = wordings?.[variant];
    if (!wording) throw new Error(`there is no string "${line.say}", not even in ${fallback}`);
    if (!line.args) return wording();
    const args: Record<string, string | number> = {};
    for (const [name, value] of Object.entries<Argument>(line.args))
      args[name] = this.argument(language, value);
    return wording(args);
  }

  /** A number stays one, so that plurals can count it. */
  private argument(language: string, value: Argument): string | number {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return escapeMarks(value);
    return 'markup' in value ? value.markup : this.say(language, value);
  }

  private wordings(language: string, key: string): Format[] | undefined {
    let compiled = this.compiled.get(language);
    if (!compiled) this.compiled.set(language, (compiled = new Map<string, Format[]>()));
    let formats = compiled.get(key);
    if (!formats) {
      formats = this.strings
        .get(language)
        ?.get(key)
        ?.map((wording) => compile(wording, language));
      if (formats) compiled.set(key, formats);
    }
    return formats;
  }
}
