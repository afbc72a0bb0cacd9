import type { Capabilities } from '../../bot/channels/channel.js';
import { layout } from '../../bot/channels/layout.js';
import type { Finding } from '../../content/finding.js';
import { isShown, type LessonFile } from '../../content/lesson-file.js';
import type { Renderer } from '../../content/render.js';
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
  return lesson.steps.flatMap((step, index) => {
    const own = { yaml, path: ['steps', index] };
    const findings = fitStep(step, 'en', [own], channels, renderer);
    for (const { language, sidecar, yaml } of versions) {
      const texts = sidecar.steps?.[step.id];
      if (!texts) continue;
      const localised = exerciseOf(step).localise(step, texts);
      findings.push(
        ...fitStep(localised, language, [{ yaml, path: ['steps', step.id] }, own], channels, renderer),
      );
    }
    return findings;
  });
}

interface Origin {
  yaml: YamlFile;
  path: Path;
}

function fitStep(
  step: Step,
  language: string,
  origins: readonly [Origin, ...Origin[]],
  channels: readonly Capabilities[],
  renderer: Renderer,
): Finding[] {
  const split: string[] = [];
  const findings: Finding[] = [];
  for (const message of messagesOf(step)) {
    const rendered = renderer.message(language, message);
    for (const channel of channels) {
      try {
        const parts = layout(rendered, channel);
        const last = parts.at(-1);
        const together = rendered.choices.every(
          ({ label }, index) =>
            last?.buttons.some((button) => button.label === label) || last?.text.includes(`${index + 1}  `),
        );
        if (parts.length > 1 && !together) {
          findings.push(
            at(origins, 'error', `${channel.name} cannot show its options in one message: shorten them`),
          );
        } else if (parts.length > 1) {
          split.push(`${parts.length} messages on ${channel.name}`);
        }
      } catch (error) {
        findings.push(at(origins, 'error', error instanceof Error ? error.message : String(error)));
      }
    }
  }
  if (split.length > 0) {
    findings.push(
      at(origins, 'warning', `takes ${[...new Set(split)].join(', ')}: shorten it, or make two steps of it`),
    );
  }
  return findings;
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

/** At the longest text of the step, which is the one to shorten. */
function at(
  origins: readonly [Origin, ...Origin[]],
  severity: Finding['severity'],
  message: string,
): Finding {
  const texts = origins.flatMap(({ yaml, path }) =>
    [...(yaml.values?.texts() ?? [])]
      .filter(({ path: text }) => path.every((part, index) => text[index] === part) && isShown(text))
      .map(({ path: text, text: { length } }) => ({ yaml, path: text, length })),
  );
  const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), { ...origins[0], length: 0 });
  const position = longest.yaml.values?.at(longest.path) ?? { line: 1, column: 1 };
  return { file: longest.yaml.source.file, ...position, severity, field: fieldName(longest.path), message };
}
