import type { Block, RenderedMessage, Span } from '../../content/rendered.js';
import type { Capabilities, PhysicalMessage } from './channel.js';
import { fitControls, numbered, words } from './controls.js';
import { cleanBlock, written } from './marks.js';
import { cut, textOf, type Unit } from './split.js';

/**
 * Fits a message to a channel: as many physical messages as its text needs, each within every limit, with the
 * buttons on the last.
 *
 * A choice shows buttons alone where they hold every label whole; else a list, where the channel has one that does;
 * else numbered text, with the numbers as buttons where those fit. A channel that renders blocks itself gets the text
 * with numbers all the same, for those who read only that. Typed numbers always work.
 *
 * Sound and pictures follow the text, each as a message of its own; a channel that carries none, or not one as large,
 * goes without.
 *
 * @returns nothing for a message without any text and anything to pick, see or hear
 * @throws Error for a button's value that the channel cannot carry: a defect of the caller, not of the content
 */
export function layout(message: RenderedMessage, channel: Capabilities): PhysicalMessage[] {
  const { buttons, list, written: controls } = fitControls(message, channel);
  const said = message.blocks
    .map(cleanBlock)
    .filter((block) => /[^\s\p{Cf}]/u.test(textOf(block)))
    .map((block): Unit => ({ block, glue: '\n\n' }));
  const typed = [...numbered(message.choices), ...words(message.actions)];
  // Where nothing is said there is nothing to hang buttons on: what can be picked is the text.
  const units = [...said, ...(channel.marks === 'blocks' || said.length === 0 ? typed : controls)];
  const parts = pack(units, channel, buttons.length > 0);
  const texts = parts.map(({ units, text }, index): PhysicalMessage => {
    const last = index === parts.length - 1;
    return {
      kind: 'text',
      text,
      ...(channel.marks === 'blocks' ? { blocks: blocksOf(units) } : {}),
      buttons: last ? buttons : [],
      ...(last && list ? { list } : {}),
      asks: last && message.asks,
      ...(last && message.progress ? { progress: message.progress } : {}),
      ...(message.heardIn !== undefined && { heardIn: message.heardIn }),
    };
  });
  const all = [...texts, ...mediaOf(message, channel)];
  const last = all.at(-1);
  return last && message.listens !== undefined
    ? [...all.slice(0, -1), { ...last, listens: message.listens }]
    : all;
}

function mediaOf({ voice, image }: RenderedMessage, { media }: Capabilities): PhysicalMessage[] {
  const messages: PhysicalMessage[] = [];
  if (image && media && image.bytes <= media.imageBytes) {
    const { alt, ...file } = image;
    messages.push({
      kind: 'image',
      text: alt,
      media: { type: 'image/png', ...file },
      buttons: [],
      asks: false,
    });
  }
  if (voice && media && voice.bytes <= media.voiceBytes) {
    const { says, ...file } = voice;
    messages.push({
      kind: 'voice',
      text: says,
      media: { type: 'audio/ogg', ...file },
      buttons: [],
      asks: false,
    });
  }
  return messages;
}

/** What goes into one message, and as it is written. */
interface Part {
  units: readonly Unit[];
  text: string;
}

function pack(all: readonly Unit[], channel: Capabilities, hasButtons: boolean): Part[] {
  if (all.length === 0) return [];
  const lastLimit = hasButtons ? channel.textLimitWithButtons : channel.textLimit;
  const whole = joined(all, channel);
  if (whole.length <= lastLimit) return [{ units: all, text: whole }];
  return parted(all, channel, lastLimit).map((units) => ({ units, text: joined(units, channel) }));
}

/** The last part takes as much as its own limit allows, so that the question stays with its buttons. */
function parted(all: readonly Unit[], channel: Capabilities, lastLimit: number): Unit[][] {
  const { textLimit } = channel;
  const measure = (block: Block): number => written(block, channel.marks).length;

  const units = [...all];
  const last: Unit[] = [];
  while (units.length > 0 && joined([...units.slice(-1), ...last], channel).length <= lastLimit) {
    last.unshift(...units.splice(-1));
  }
  if (last.length === 0) {
    units.push(...units.splice(-1).flatMap((unit) => cut(unit, lastLimit, measure)));
    last.push(...units.splice(-1));
  }
  const parts: Unit[][] = [];
  for (const piece of units.flatMap((unit) => cut(unit, textLimit, measure))) {
    const part = parts.at(-1);
    if (part && joined([...part, piece], channel).length <= textLimit) part.push(piece);
    else parts.push([piece]);
  }
  return [...parts, last];
}

function joined(part: readonly Unit[], { marks }: Capabilities): string {
  return part.map(({ block, glue }, index) => (index === 0 ? '' : glue) + written(block, marks)).join('');
}

/** What is said, without numbers and words to type; the pieces of one paragraph are one again. */
function blocksOf(part: readonly Unit[]): Block[] {
  const blocks: Block[] = [];
  for (const { block, glue, control } of part) {
    if (control) continue;
    const before = blocks.at(-1);
    if (before && glue !== '\n\n') before.spans.push(...space(glue), ...block.spans);
    else blocks.push({ ...block, spans: [...block.spans] });
  }
  return blocks;
}

function space(text: string): Span[] {
  return text === '' ? [] : [{ text }];
}
