import { describe, expect, it } from 'vitest';
import { readContent } from '../../content/load.js';
import { contentFolder, expectedStrings, lessonPath, printed, sidecarPath } from './content-folder.js';

const steps = `  - id: say-it
    kind: translate
    ask: Tea, please.
    accept: ["[A] tea please"]
  - id: price
    kind: reorder
    parts: [How much, is, it?]
`;

function lesson(level: string, more = steps): string {
  return `title: Ordering a coffee\nlevel: ${level}\ncan_do: order a drink\nminutes: 6\nsteps:\n${more}`;
}

const whole = `title: Pedir
can_do: pedir
steps:
  say-it: { ask: "Un té, por favor." }
`;

function findings(lessonText: string, sidecar: string | undefined): string[] {
  const folder = contentFolder({ [lessonPath]: lessonText, [sidecarPath]: sidecar });
  return printed(readContent(folder, expectedStrings).findings, folder);
}

describe('the written kinds in files', () => {
  it('are complete with their sidecar', () => {
    expect(findings(lesson('A1'), whole)).toEqual([]);
  });

  it('lack the sentence to translate as an error up to A2', () => {
    const lacking = whole.replace('{ ask: "Un té, por favor." }', '{}');
    expect(findings(lesson('A2'), lacking)).toEqual([
      'courses/english/cafe/ordering.es.yaml:4:3 error steps.say-it lacks ask: translate it',
    ]);
  });

  it('lack it as a warning from B1, with no sidecar as with one', () => {
    const warning =
      'courses/english/cafe/ordering.yaml:6:5 warning steps.0 is passed over in es: say it in the sidecar, or nobody there meets it';
    expect(findings(lesson('B1'), undefined)).toEqual([warning]);
    expect(findings(lesson('B1'), whole.replace('{ ask: "Un té, por favor." }', '{}'))).toEqual([warning]);
    expect(findings(lesson('B1'), whole)).toEqual([]);
  });

  it('name the line of what cannot be', () => {
    const twice = steps.replace('[How much, is, it?]', '[is, How much, Is]');
    expect(findings(lesson('A1', twice), whole)).toEqual([
      expect.stringMatching(
        /^courses\/english\/cafe\/ordering\.yaml:12:\d+ error steps\.1\.parts\.2 is the same as part 1/,
      ),
    ]);
  });
});
