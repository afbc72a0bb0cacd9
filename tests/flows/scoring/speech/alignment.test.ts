import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, saysAll } from '../../../../flows/scoring/speech/align.js';
import { closeness } from '../../../../flows/scoring/speech/closeness.js';
import { heardIn, textIn } from '../../../../flows/scoring/speech/tokens.js';
import { agreed, hearings } from '../../../../flows/scoring/speech/word-errors.js';

/** What is not as it should be, as `word` (missing), `word=heard` or `+heard`. */
function errors(text: string, ...heard: string[]): string[] {
  const expected = textIn(text);
  const [first, second] = heard.map((said) => hearings(expected, heardIn({ text: said })));
  if (!first) return [];
  const { words, inserted } = second ? agreed(first, second) : first;
  return [
    ...words.flatMap(({ outcome, heard: said }, n) => {
      if (outcome === 'omitted') return [expected.words[n] ?? ''];
      return outcome === 'substituted' ? [`${expected.words[n]}=${said}`] : [];
    }),
    ...inserted.map(({ heard: said }) => `+${said}`),
  ];
}

describe('what counts as the same', () => {
  it.each([
    // Figures and words
    ['Table for three, please.', 'table for 3 please'],
    ['Table for 3, please.', 'table for three please'],
    ['The train leaves at 10:30.', 'the train leaves at half past ten'],
    ['The train leaves at half past ten.', 'The train leaves at 10:30.'],
    ['The train leaves at 10:30.', 'the train leaves at ten thirty'],
    ['The train leaves at 10.30.', 'the train leaves at 10:30'],
    ["It's a quarter to nine.", "It's 8:45."],
    ["It's ten past five.", "It's 5:10"],
    ["It's 6 o'clock.", "it's six o'clock"],
    ['We open at 9:00.', 'we open at nine'],
    ['The meeting is at 5pm.', 'the meeting is at five p.m.'],
    ['He was born in 1999.', 'he was born in nineteen ninety-nine'],
    ['He was born in 1905.', 'he was born in nineteen oh five'],
    ['He was born in two thousand and ten.', 'He was born in 2010.'],
    ['Back in the 1990s', 'back in the nineteen nineties'],
    ['There were 1,500 people.', 'there were one thousand five hundred people'],
    ['There were 1,500 people.', 'there were fifteen hundred people'],
    ['There were a hundred people.', 'there were 100 people'],
    ['a population of 1.5 million', 'a population of one and a half million'],
    ['Pi is 3.14.', 'pie is three point one four'],
    ['It costs £5.50.', 'it costs five pounds fifty'],
    ['It costs £5.50.', 'it costs five fifty'],
    ['It costs twenty-five dollars.', 'It costs $25.'],
    ['It costs 50p.', 'it costs fifty pence'],
    ['About 50% of them', 'about fifty per cent of them'],
    ['On the third of May', 'on May 3rd'],
    ['On 3 May', 'on the third of May'],
    ['the 21st century', 'the twenty-first century'],
    ['Room 204', 'room two oh four'],
    ['Call 0771 now', 'call oh seven seven one now'],
    // Contractions
    ["I'd like a tea.", 'I would like a tea'],
    ["They'd gone home.", 'they had gone home'],
    ["It's late and she's gone.", 'it is late and she has gone'],
    ["I can't go.", 'I cannot go'],
    ["We don't know.", 'we do not know'],
    ["I'm going to stay.", "I'm gonna stay"],
    // British and American
    ['My favourite colour is grey.', 'my favorite color is gray'],
    ['I realised she had apologised.', 'I realized she had apologized'],
    ['the theatre in the town centre', 'the theater in the town center'],
    ['My mum has travelled.', 'my mom has traveled'],
    ["I've learnt it.", "I've learned it"],
    // What sounds the same
    ['There are two over there.', "they're are too over their"],
    ['I know the whole way.', 'eye no the hole weigh'],
    ["John's book", 'Johns book'],
    // Parting, case, punctuation, what is said while thinking
    ['An ice-cream for the check-in', 'an ice cream for the checkin'],
    ['Every day I use Wi-Fi.', 'everyday I use wifi'],
    ['WHERE is the STATION?', 'um, where is, uh, the station'],
    ['Hello - how are you?', 'Hello… how are you? [Music] (laughs)'],
    ['Mr Smith lives in St James Street.', 'mister Smith lives in Saint James street'],
  ])('%s: %s', (text, heard) => {
    expect(errors(text, heard)).toEqual([]);
  });
});

describe('what was said otherwise', () => {
  it.each([
    ['a glass of water', 'a class of water', ['glass=class']],
    ['Could I have the bill?', 'could I have the bell', ['bill=bell']],
    ["I can't go.", 'I can go', ["can't=can"]],
    ['He was born in 1999.', 'he was born in nineteen ninety-eight', ['1999=nineteen ninety eight']],
    ['The train leaves at 10:30.', 'the train leaves at half past nine', ['10:30=half past nine']],
    ['The quick brown fox', 'the brown fox', ['quick']],
    ['The brown fox', 'the quick brown fox', ['+quick']],
    ['I like the tea', 'I I like the the tea', ['+I', '+the']],
    ['It is red.', 'It is ready', ['red=ready']],
    ['I have fifteen.', 'I have fifty.', ['fifteen=fifty']],
  ])('%s: %s', (text, heard, found) => {
    expect(errors(text, heard)).toEqual(found);
  });

  it('is paired with the word that it sounds like', () => {
    expect(errors('I want the grass here', 'I want glass here')).toEqual(['the', 'grass=glass']);
    expect(errors('the ship sails', 'a sheep sails')).toEqual(['the=a', 'ship=sheep']);
  });
});

describe('two transcribers', () => {
  it('count as heard what either heard', () => {
    expect(errors('a glass of water', 'a class of water', 'a glass of water')).toEqual([]);
    expect(errors('a glass of water', 'glass of water', 'a glass of water')).toEqual([]);
  });

  it('blame nobody where they disagree on what they heard', () => {
    expect(errors('a glass of water', 'a class of water', 'a grass of water')).toEqual([]);
    expect(errors('a glass of water', 'a of water', 'a grass of water')).toEqual([]);
    expect(errors('a glass of water', 'a nice glass of water', 'a glass of water')).toEqual([]);
  });

  it('blame where both heard the same', () => {
    expect(errors('their glass of water', 'there class of water', 'their class of water')).toEqual([
      'glass=class',
    ]);
    expect(errors('a glass of water', 'glass of cold water', 'Glass of cold water.')).toEqual(['a', '+cold']);
  });

  it('in either order say the same', () => {
    const said = sentence().map((words) => words.join(' '));
    fc.assert(
      fc.property(said, said, said, (text, one, other) => {
        expect(errors(text, one, other).length).toBe(errors(text, other, one).length);
      }),
      { numRuns: 100 },
    );
  });
});

/** Plain words that are neither numbers nor fillers, and of which no two together say something else. */
const plain =
  `tea coffee window garden teacher yellow happy street morning winter brother music kitchen letter paper`.split(
    ' ',
  );
const sentence = (minLength = 1) => fc.array(fc.constantFrom(...plain), { minLength, maxLength: 14 });

/** As `align` counts it. */
function costOf(expected: string[], heard: string[]): number {
  return align(expected, heard).reduce((sum, { expected: { from, to }, heard: other, same }) => {
    if (same) return sum;
    const isPair = to > from && other.to > other.from;
    return sum + (isPair ? 1.5 - closeness(expected[from] ?? '', heard[other.from] ?? '') / 2 : 1);
  }, 0);
}

describe('alignment', () => {
  it('finds nothing between a text and itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const { words } = textIn(text);
        const pairings = align(words, words);
        expect(pairings.every(({ same }) => same)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('covers both sides once and in order, whatever they are', () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 6 }),
        fc.constantFrom(...plain, 'ten', 'past', '10', 'half', "i'd", 'would'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(words, words, (expected, heard) => {
        let [i, j] = [0, 0];
        for (const pairing of align(expected, heard)) {
          expect([pairing.expected.from, pairing.heard.from]).toEqual([i, j]);
          [i, j] = [pairing.expected.to, pairing.heard.to];
        }
        expect([i, j]).toEqual([expected.length, heard.length]);
      }),
      { numRuns: 200 },
    );
  });

  it('takes a word that is dropped for one that is missing', () => {
    fc.assert(
      fc.property(sentence(2), fc.nat(), (words, n) => {
        const at = n % words.length;
        const left = words.filter((_, index) => index !== at);
        expect(errors(words.join(' '), left.join(' '))).toEqual([words[at]]);
      }),
    );
  });

  it('takes a word that is added for one too many', () => {
    fc.assert(
      fc.property(sentence(), fc.nat(), (words, n) => {
        const more = words.toSpliced(n % (words.length + 1), 0, 'bicycle');
        expect(errors(words.join(' '), more.join(' '))).toEqual(['+bicycle']);
      }),
    );
  });

  it('costs nothing exactly where both say the same', () => {
    const some = fc.array(
      fc.constantFrom('i', "i'd", 'would', 'had', 'half', 'past', 'ten', '10:30', 'ice', 'cream', 'icecream'),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(saysAll(other)(one)).toBe(costOf(one, other) === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('costs the same in both directions', () => {
    fc.assert(
      fc.property(sentence(), sentence(), (one, other) => {
        expect(costOf(one, other)).toBeCloseTo(costOf(other, one), 6);
      }),
      { numRuns: 100 },
    );
  });
});
