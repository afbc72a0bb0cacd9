import type { Capabilities, PhysicalMessage } from '../../bot/channels/channel.js';
import { layout } from '../../bot/channels/layout.js';
import { type Finding, formatFinding } from '../../content/finding.js';
import { isShown, type LessonFile } from '../../content/lesson-file.js';
import { withoutMarks } from '../../content/marks.js';
import type { Renderer } from '../../content/render.js';
import type { RenderedMessage } from '../../content/rendered.js';
import type { YamlFile } from '../../content/yaml/read.js';
import { fieldName, type Path } from '../../content/yaml/values.js';
import type { Choice, Line, Message } from '../../flows/effects.js';
import type { Aid } from '../../flows/exercises/exercise.js';
import { exerciseOf } from '../../flows/exercises/registry.js';
import type { Step } from '../../flows/lesson.js';

/**
 * Lays out every step of a lesson in every language for every channel, as the lesson will show it.
 *
 * @returns an error where a channel cannot carry a step, a warning where it has to be split
 */
export function checkFit(file: LessonFile, channels: readonly Capabilities[], renderer: Renderer): Finding[] {
  const { lesson, yaml, sidecars } = file;
  if (!lesson) return [];
  const versions = sidecars.flatMap(({ language, sidecar, yaml }) =>
    sidecar ? [{ language, sidecar, yaml }] : [],
  );
  const findings = lesson.steps.flatMap((step, index) => {
    const own: Origin = { yaml, path: ['steps', index] };
    const languages = versions.flatMap(({ language, sidecar, yaml }) => {
      const texts = sidecar.steps?.[step.id];
      if (!texts) return [];
      const origins: Origin[] = [{ yaml, path: ['steps', step.id] }, own];
      return [{ step: exerciseOf(step).localise(step, texts), language, origins }];
    });
    return [{ step, language: 'en', origins: [own] }, ...languages].flatMap(({ step, language, origins }) =>
      messagesOf(step).flatMap((message) => fit(renderer.message(language, message), origins, channels)),
    );
  });
  // What is the same in two languages is said once.
  return [...new Map(findings.map((finding) => [formatFinding(finding), finding])).values()];
}

/** Where the texts of a message may come from. */
interface Origin {
  yaml: YamlFile;
  path: Path;
}

function fit(
  message: RenderedMessage,
  origins: readonly Origin[],
  channels: readonly Capabilities[],
): Finding[] {
  const findings: Finding[] = [];
  const split: string[] = [];
  for (const channel of channels) {
    let parts: PhysicalMessage[];
    try {
      parts = layout(message, channel);
    } catch (error) {
      findings.push(at(message, origins, 'error', error instanceof Error ? error.message : String(error)));
      continue;
    }
    const last = parts.at(-1);
    const together = message.choices.every(
      ({ label }, index) =>
        last?.buttons.some((button) => button.label === label) || last?.text.includes(`${index + 1}  `),
    );
    if (!together) {
      const remedy = `${channel.name} cannot show its options in one message: shorten them`;
      findings.push(at(message, origins, 'error', remedy));
    } else if (parts.length > 1) split.push(`${parts.length} messages on ${channel.name}`);
  }
  if (split.length === 0) return findings;
  const remedy = `takes ${split.join(', ')}: shorten it, or make two steps of it`;
  return [...findings, at(message, origins, 'warning', remedy)];
}

const aid: Aid = { seed: 0, tried: [], again: false };

/** As long as the ways on are in any language, with the longest value the lesson gives them. */
const value = '1234567.39.option-6';
const actions: Choice[] = ['Give me a hint', 'Skip this one'].map((plain) => ({ label: { plain }, value }));

/** The step as it is shown first, and again below each hint. */
function messagesOf(step: Step): Message[] {
  const exercise = exerciseOf(step);
  const { lines, options = [] } = exercise.present(step, aid);
  const choices = options.map(({ text }): Choice => ({ label: { text, role: 'english' }, value }));
  const hints: Line[] = [];
  for (let n = 0; ; n += 1) {
    const text = exercise.answering?.hint(step, n);
    if (text === undefined) break;
    hints.push({ text, role: 'explain' });
  }
  return [[], ...hints.map((hint) => [hint])].map((before) => ({
    lines: [...before, ...lines],
    choices,
    actions: exercise.answering ? actions : [],
    asks: true,
  }));
}

/** At the longest of the texts that the message shows: the one to shorten. */
function at(
  message: RenderedMessage,
  origins: readonly Origin[],
  severity: Finding['severity'],
  remedy: string,
): Finding {
  const spoken = message.blocks.map(({ spans }) => spans.map(({ text }) => text).join(''));
  const shown = comparable([...spoken, ...message.choices.map(({ label }) => label)].join(' '));
  const texts = origins.flatMap(({ yaml, path }) =>
    [...(yaml.values?.texts() ?? [])]
      .filter(({ path: text }) => path.every((part, index) => text[index] === part) && isShown(text))
      .filter(({ text }) => shown.includes(comparable(withoutMarks(text))))
      .map(({ path: text, text: { length } }) => ({ yaml, path: text, length })),
  );
  const [origin] = origins;
  const longest = texts.sort((a, b) => b.length - a.length)[0] ?? origin;
  const position = longest?.yaml.values?.at(longest.path) ?? { line: 1, column: 1 };
  const field = fieldName(longest?.path ?? []);
  return { file: longest?.yaml.source.file ?? '', ...position, severity, field, message: remedy };
}

function comparable(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
