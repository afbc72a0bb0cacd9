import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyChannel } from '../../../bot/channels/capabilities/registry.js';
import { telegram } from '../../../bot/channels/capabilities/telegram.js';
import { terminal } from '../../../bot/channels/capabilities/terminal.js';
import { web } from '../../../bot/channels/capabilities/web.js';
import { whatsappCloud } from '../../../bot/channels/capabilities/whatsapp-cloud.js';
import type { Capabilities, PhysicalMessage, RenderedMessage, Span } from '../../../bot/channels/channel.js';
import { layout } from '../../../bot/channels/layout.js';

const plain: Capabilities = { ...terminal, name: 'pipe', marks: 'plain' };

function said(...spans: (Span | string)[]): RenderedMessage['blocks'] {
  return [{ role: 'say', spans: spans.map((span) => (typeof span === 'string' ? { text: span } : span)) }];
}

function message(parts: Partial<RenderedMessage>): RenderedMessage {
  return { blocks: [], choices: [], actions: [], asks: false, ...parts };
}

function picks(...labels: string[]): RenderedMessage['choices'] {
  return labels.map((label, index) => ({ label, value: `v${index}` }));
}

function only(messages: PhysicalMessage[]): PhysicalMessage {
  expect(messages).toHaveLength(1);
  return messages[0] as PhysicalMessage;
}

describe('what can be picked', () => {
  const teas = message({
    blocks: said('Which is kinder?'),
    choices: picks("I'd like a tea, please.", 'I want a tea.'),
    actions: [{ label: 'Skip', value: 'skip' }],
    asks: true,
  });

  it('is buttons alone where every label fits whole', () => {
    expect(only(layout(teas, telegram))).toEqual({
      kind: 'text',
      text: 'Which is kinder?',
      buttons: [
        { label: "I'd like a tea, please.", value: 'v0', role: 'answer' },
        { label: 'I want a tea.', value: 'v1', role: 'answer' },
        { label: 'Skip', value: 'skip', role: 'action' },
      ],
      asks: true,
    });
  });

  it('is a list where only its rows hold the labels', () => {
    const short = message({ blocks: said('Which?'), choices: picks('yes', 'no', 'maybe', 'never') });
    const { list, buttons, text } = only(layout(short, whatsappCloud));
    expect({ list, text, labels: buttons.map(({ label }) => label) }).toEqual({
      list: true,
      text: 'Which?',
      labels: ['yes', 'no', 'maybe', 'never'],
    });
  });

  it('is numbered text with the numbers as buttons where labels are too long', () => {
    const long = message({ ...teas, choices: picks('I would like a cup of tea, please.', 'I want a tea.') });
    const { text, buttons } = only(layout(long, whatsappCloud));
    expect(text).toBe('Which is kinder?\n\n1  I would like a cup of tea, please.\n2  I want a tea.');
    expect(buttons.map(({ label }) => label)).toEqual(['1', '2', 'Skip']);
  });

  it('is typed where a channel has no buttons', () => {
    const { text, buttons } = only(layout(teas, plain));
    expect(text).toBe("Which is kinder?\n\n1  I'd like a tea, please.\n2  I want a tea.\n\n( Skip )");
    expect(buttons).toEqual([]);
  });

  it('is in the text as well where the channel renders blocks itself, but not in the blocks', () => {
    const { text, blocks, buttons } = only(layout(teas, web));
    expect(text).toContain("1  I'd like a tea, please.\n2  I want a tea.\n\n( Skip )");
    expect(blocks).toEqual(teas.blocks);
    expect(buttons).toHaveLength(3);
  });

  it('writes the ways on as words when the answers take all buttons', () => {
    const three = message({
      blocks: said('Which?'),
      choices: picks('a', 'b', 'c'),
      actions: picks('Hint', 'Skip'),
    });
    const { text, buttons } = only(layout(three, whatsappCloud));
    expect(text).toBe('Which?\n\n( Hint ) ( Skip )');
    expect(buttons.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });

  it('is numbered where two labels look alike', () => {
    const { text } = only(layout(message({ blocks: said('Which?'), choices: picks('a', 'a ') }), telegram));
    expect(text).toBe('Which?\n\n1  a\n2  a');
  });

  it('refuses a value that the channel cannot carry', () => {
    const long = message({ blocks: said('Which?'), choices: [{ label: 'a', value: 'ñ'.repeat(33) }] });
    expect(() => layout(long, telegram)).toThrow(
      'the value of button "a" has 66 bytes: telegram carries 1 to 64',
    );
  });
});

describe('marks', () => {
  const words = message({
    blocks: said('In a <café>, ', { text: "I'd like", mark: 'strong' }, ' & ', { text: 'so', mark: 'em' }),
  });
  const text = (channel: Capabilities): string => only(layout(words, channel)).text;

  it('are HTML in Telegram, the rest escaped', () => {
    expect(text(telegram)).toBe("In a &lt;café&gt;, <b>I'd like</b> &amp; <i>so</i>");
  });

  it('are asterisks and underscores on WhatsApp', () => {
    expect(text(whatsappCloud)).toBe("In a <café>, *I'd like* & _so_");
  });

  it('are escape sequences in a terminal, and only the strong shows in a pipe', () => {
    expect(text(terminal)).toBe("In a <café>, \u001b[1mI'd like\u001b[22m & \u001b[3mso\u001b[23m");
    expect(text(plain)).toBe("In a <café>, *I'd like* & so");
  });

  it('stand around the words and not around spaces or across lines', () => {
    const edges = message({ blocks: said('a', { text: ' b\nc ', mark: 'strong' }, 'd') });
    expect(only(layout(edges, whatsappCloud)).text).toBe('a *b*\n*c* d');
  });

  it('keeps the letters that are picked out within a word, also where emphasis is dropped', () => {
    const slip = message({
      blocks: said('w', { text: 'uo', mark: 'em' }, 'ld and ', { text: 'so', mark: 'em' }),
    });
    expect(only(layout(slip, plain)).text).toBe('w*uo*ld and so');
    expect(only(layout(slip, web)).text).toBe('wuold and so');
    expect(only(layout(slip, web)).blocks).toEqual(slip.blocks);
  });

  it('cannot be smuggled in by plain text', () => {
    const forged = message({ blocks: said('*Ana* _Ana_ <b>Ana</b> \u001b[31m ___ 2 * 3') });
    expect(only(layout(forged, whatsappCloud)).text).toBe('∗Ana* ˍAna_ <b>Ana</b> [31m ___ 2 * 3');
    expect(only(layout(forged, terminal)).text).not.toContain('\u001b');
    expect(only(layout(forged, telegram)).text).toContain('&lt;b&gt;');
  });
});

describe('long texts', () => {
  const small: Capabilities = {
    ...plain,
    textLimit: 60,
    textLimitWithButtons: 40,
    buttons: 2,
    buttonLabel: 10,
  };
  const texts = (blocks: RenderedMessage['blocks'], choices: string[] = []): string[] =>
    layout(message({ blocks, choices: picks(...choices) }), small).map(({ text }) => text);

  it('are cut between paragraphs', () => {
    const blocks = [...said('This is the first paragraph of two.'), ...said('And this one is the second.')];
    expect(texts(blocks)).toEqual(['This is the first paragraph of two.', 'And this one is the second.']);
  });

  it('are cut after a sentence, else after a word', () => {
    expect(
      texts(said('One sentence ends just about here. Another one goes on after it for a while.')),
    ).toEqual(['One sentence ends just about here.', 'Another one goes on after it for a while.']);
    expect(
      texts(said('no sentence ends anywhere in this text that is longer than sixty characters')),
    ).toEqual(['no sentence ends anywhere in this text that is longer than', 'sixty characters']);
  });

  it('are never cut inside a character', () => {
    const family = '👩‍👩‍👧';
    const parts = texts(said(family.repeat(12)));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toBe(family.repeat(part.length / family.length));
  });

  it('keep marks on both sides of a cut', () => {
    const parts = texts(said({ text: 'word '.repeat(20).trim(), mark: 'strong' }));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatch(/^\*word( word)*\*$/);
  });

  it('have the question and the buttons in the last part', () => {
    const blocks = [...said('x'.repeat(55)), ...said('What do you say?')];
    const parts = layout(message({ blocks, choices: picks('a', 'b'), asks: true }), small);
    expect(parts.map(({ text, buttons, asks }) => ({ text, buttons: buttons.length, asks }))).toEqual([
      { text: 'x'.repeat(55), buttons: 0, asks: false },
      { text: 'What do you say?', buttons: 2, asks: true },
    ]);
  });

  it('keep the options together behind the text', () => {
    const parts = texts([...said('word '.repeat(20)), ...said('Which?')], ['a long label', 'another one']);
    expect(parts.at(-1)).toBe('Which?\n\n1  a long label\n2  another one');
  });
});

describe('any message on any channel', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.lorem({ maxCount: 900, mode: 'words' }),
    fc
      .array(fc.constantFrom('&', '<', '*', '_', 'e\u0301', '👩‍👩‍👧', '🇪🇸', ' ', '\n', '. ', 'ﷺ'), {
        maxLength: 400,
      })
      .map((signs) => signs.join('')),
  );
  const span = fc.record({ text, mark: fc.constantFrom('strong', 'em') }, { requiredKeys: ['text'] });
  const pick = fc.record({
    label: fc.string({ unit: 'grapheme', maxLength: 90 }),
    value: fc.stringMatching(/^[a-z0-9:]{1,60}$/),
  });
  const anyMessage: fc.Arbitrary<RenderedMessage> = fc.record({
    blocks: fc.array(
      fc.record({
        role: fc.constantFrom('say', 'english', 'explain', 'note'),
        spans: fc.array(span, { maxLength: 4 }),
      }),
      { maxLength: 5 },
    ),
    choices: fc.array(pick, { maxLength: 7 }),
    actions: fc.array(pick, { maxLength: 3 }),
    asks: fc.boolean(),
  });
  const tiny = [
    { ...whatsappCloud, name: 'tiny', textLimit: 64, textLimitWithButtons: 40 },
    { ...telegram, name: 'tiny-html', textLimit: 48, textLimitWithButtons: 48 },
    { ...terminal, name: 'tiny-ansi', textLimit: 48, textLimitWithButtons: 48 },
  ];
  const anyChannel = fc.constantFrom(...everyChannel, plain, ...tiny);

  it('stays within every limit', () => {
    fc.assert(
      fc.property(anyMessage, anyChannel, (rendered, channel) => {
        for (const { text, buttons, list } of layout(rendered, channel)) {
          expect(text.length).toBeLessThanOrEqual(
            buttons.length > 0 ? channel.textLimitWithButtons : channel.textLimit,
          );
          expect(text.trim()).not.toBe('');
          expect(text.isWellFormed()).toBe(true);
          const room = list ? channel.list : { rows: channel.buttons, label: channel.buttonLabel };
          expect(buttons.length).toBeLessThanOrEqual(room?.rows ?? 0);
          for (const { label, value } of buttons) {
            expect(label.length).toBeLessThanOrEqual(room?.label ?? 0);
            expect(Buffer.byteLength(value)).toBeLessThanOrEqual(channel.buttonValue);
          }
        }
      }),
    );
  });

  it('loses no word and no label', () => {
    const shape = /[∗*ˍ_∼~ˋ`\s\p{Cc}]/gu;
    const visible = (text: string): string => text.toWellFormed().replace(shape, '');
    const decoded = (wire: string, { marks }: Capabilities): string => {
      if (marks === 'ansi') return visible(wire.replaceAll(/\u001b\[\d+m/g, ''));
      if (marks !== 'html') return visible(wire);
      const words = wire
        .replace(/<\/?[bi]>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>');
      return visible(words.replaceAll('&amp;', '&'));
    };
    fc.assert(
      fc.property(anyMessage, anyChannel, (rendered, channel) => {
        const messages = layout(rendered, channel);
        const all = messages.map((part) => decoded(part.text, channel)).join('');
        const blocks = rendered.blocks.filter(({ spans }) =>
          /[^\s\p{Cc}\p{Cf}]/u.test(spans.map((s) => s.text.toWellFormed()).join('')),
        );
        expect(
          all.startsWith(visible(blocks.flatMap(({ spans }) => spans.map((s) => s.text)).join(''))),
        ).toBe(true);
        const labels = messages.flatMap(({ buttons }) => buttons.map(({ label }) => visible(label)));
        for (const { label } of [...rendered.choices, ...rendered.actions]) {
          const whole = visible(label);
          expect(all.includes(whole) || labels.includes(whole)).toBe(true);
        }
      }),
    );
  });

  it('gives a channel that renders blocks the same words in blocks', () => {
    fc.assert(
      fc.property(anyMessage, (rendered) => {
        const small = { ...web, textLimit: 100, textLimitWithButtons: 60 };
        const bare = (text: string): string => text.replace(/[\s\p{Cc}]/gu, '').toWellFormed();
        const inBlocks = layout(rendered, small).flatMap(({ blocks }) => blocks ?? []);
        const words = (blocks: RenderedMessage['blocks']): string =>
          bare(blocks.flatMap(({ spans }) => spans.map((s) => s.text.toWellFormed())).join(''));
        const spoken = rendered.blocks.filter(({ spans }) =>
          /[^\s\p{Cc}\p{Cf}]/u.test(spans.map((s) => s.text.toWellFormed()).join('')),
        );
        expect(words(inBlocks)).toBe(words(spoken));
      }),
    );
  });
});

describe('how long an answer aloud may be', () => {
  const limited = { blocks: said('Say it.'), listens: 60 };
  const voice = { file: 'a.ogg', seconds: 2, bytes: 900, says: 'It.' };

  it('is on the last message alone, whatever that is', () => {
    expect(layout(message(limited), web).map(({ listens }) => listens)).toEqual([60]);
    expect(layout(message({ ...limited, voice }), web).map(({ listens }) => listens)).toEqual([
      undefined,
      60,
    ]);
    expect(layout(message({ voice, listens: 180 }), web).map(({ listens }) => listens)).toEqual([180]);
  });

  it('is left out where it is not said', () => {
    expect(layout(message({ blocks: said('Type it.') }), web)[0]).not.toHaveProperty('listens');
  });
});
