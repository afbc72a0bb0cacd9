import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, tidy } from '../../../flows/scoring/normalise.js';
import { wordsIn } from '../../../flows/scoring/words.js';

describe('what counts as the same answer', () => {
  it.each([
    ['case', 'I Like TEA', 'i like tea'],
    ['decomposed letters', 'cafe\u0301', 'café'],
    ['accents', 'Café', 'cafe'],
    ['full-width forms', 'ｗｏｕｌｄ　ｌｉｋｅ！', 'would like'],
    ['Arabic-Indic digits', '٣ cups', '3 cups'],
    ['Persian digits', '۴۵', '45'],
    ['Devanagari digits', '१२', '12'],
    ['zero-width characters', 'wo\u200buld\ufeff', 'would'],
    ['soft hyphens', 'wo\u00aduld', 'would'],
    ['curly apostrophe', 'don’t', "don't"],
    ['acute accent as an apostrophe', 'don´t', "don't"],
    ['backtick as an apostrophe', 'don`t', "don't"],
    ['quotation marks', '“would”', 'would'],
    ['single quotation marks', "'would'", 'would'],
    ['guillemets', '«would»', 'would'],
    ['final punctuation', 'would!!!', 'would'],
    ['Spanish punctuation', '¿Would you?', 'would you'],
    ['commas', 'Yes, please', 'yes please'],
    ['hyphens', 'twenty-one', 'twenty one'],
    ['dashes', 'yes – please', 'yes please'],
    ['emoji', 'would 😊👍🏽', 'would'],
    ['asterisks', '*would*', 'would'],
    ['spacing', '  I \t would\n like ', 'i would like'],
    ['ampersand', 'fish & chips', 'fish and chips'],
    ['ending apart', "I 'd like", "I'd like"],
    ['negation apart', "do n't", "don't"],
  ])('%s', (_rule, written, same) => {
    expect(tidy(written)).toBe(tidy(same));
  });

  it.each([
    ['letters', 'would', 'could'],
    ['an apostrophe in a word', "it's", 'its'],
    ['words in another order', 'am I', 'I am'],
    ['a decimal point', '3.50', '350'],
    ['a time', '7:30', '730'],
    ['currency', '£3', '€3'],
    ['percent', '5%', '5'],
    ['spaces in a word', 'may be', 'maybe'],
    ['ñ is not evened out to nothing', 'ñ', ''],
    ['other scripts keep their marks', 'कि', 'क'],
  ])('%s still counts', (_rule, one, other) => {
    expect(normalise(one)).not.toBe(normalise(other));
  });

  it('keeps words as they were written', () => {
    expect(wordsIn(' “Mª José’s” Café, O.K.? ')).toEqual(['Mª', "José's", 'Café', 'O', 'K']);
  });
});

describe('contractions', () => {
  it.each([
    ["I'd like a tea", 'I would like a tea'],
    ["I'd really like a tea", 'I would really like a tea'],
    ["He'd better go", 'He had better go'],
    ["I'd been there", 'I had been there'],
    ["I'd already seen it", 'I had already seen it'],
    ["They'd wanted it", 'They had wanted it'],
    ["I'd need it", 'I would need it'],
    ["I'd have gone", 'I would have gone'],
    ["I'd've gone", 'I would have gone'],
    ["It's late", 'It is late'],
    ["She's a nurse", 'She is a nurse'],
    ["He's not here", 'He is not here'],
    ["He's going home", 'He is going home'],
    ["He's got a car", 'He has got a car'],
    ["It's been nice", 'It has been nice'],
    ["She's never been there", 'She has never been there'],
    ["He's tired", 'He is tired'],
    ["What's your name?", 'What is your name?'],
    ["My name's Ana", 'My name is Ana'],
    ["Anna's not here", 'Anna is not here'],
    ["The coffee's on the table", 'The coffee is on the table'],
    ["I'm Ana", 'I am Ana'],
    ["We're late", 'We are late'],
    ["They've gone", 'They have gone'],
    ["I'll come", 'I will come'],
    ["don't", 'do not'],
    ["isn't", 'is not'],
    ["can't", 'can not'],
    ['cannot', "can't"],
    ["won't", 'will not'],
    ["Let's go", 'Let us go'],
    ['I’d like', 'i WOULD like'],
  ])('%s is %s', (short, long) => {
    expect(normalise(short)).toBe(normalise(long));
  });

  it.each([
    ["I'd like a tea", 'I had like a tea'],
    ["He'd better go", 'He would better go'],
    ["I'd been there", 'I would been there'],
    ["It's late", 'It has late'],
    ["He's got a car", 'He is got a car'],
    ["Anna's book", 'Anna is book'],
    ["Anna's book", 'Anna has book'],
    ["Is this Anna's?", 'Is this Anna is?'],
    ["He's gone", 'He has gone'],
    ["He's gone", 'He is gone'],
    ["I'd put it there", 'I had put it there'],
    ["Where'd you go?", 'Where would you go?'],
    ["Yes, it's", 'Yes, it is'],
    ["I'm", 'I is'],
    ['its late', 'it is late'],
    ["wan't", 'wa not'],
    ['wont', 'will not'],
  ])('%s is not %s', (short, long) => {
    expect(normalise(short)).not.toBe(normalise(long));
  });
});

describe('for any text', () => {
  const english = fc
    .array(
      fc.constantFrom(
        ...[
          "I'd",
          "he's",
          "'d",
          "'s",
          "n't",
          "he'd've",
          "Anna's",
          "let's",
          "can't",
          'cannot',
          'not',
          'been',
          'do',
        ],
        ...[
          'like',
          'better',
          'put',
          "'",
          "''",
          '’',
          '.',
          '3',
          '&',
          '-',
          'é',
          'I',
          "'em",
          "O'Neill",
          'never',
          '،',
        ],
      ),
    )
    .chain((pieces) => fc.constantFrom(pieces.join(' '), pieces.join('')));
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), english);

  it('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(normalise(normalise(any))).toBe(normalise(any));
        expect(tidy(tidy(any))).toBe(tidy(any));
      }),
      { numRuns: 3000 },
    );
  });

  it('contractions are read the same in any case and with any apostrophe', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(normalise(tidy(any))).toBe(normalise(any));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes lone surrogates and long texts', () => {
    expect(tidy('a\ud800b')).toBe('a b');
    expect(normalise("I'd ".repeat(2000)).length).toBeGreaterThan(1000);
  });
});

it('a plain sentence is read as by all the rules', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcXYZ'), minLength: 1, maxLength: 6 });
  const part = fc.tuple(fc.constantFrom(' ', ', '), word).map((pieces) => pieces.join(''));
  const sentence = fc
    .tuple(word, fc.array(part, { maxLength: 8 }), fc.constantFrom('', '.', '?', '!'))
    .map(([first, more, end]) => first + more.join('') + end);
  // A dash is no word, and with it the sentence is not plain.
  fc.assert(
    fc.property(sentence, (text) => {
      expect(wordsIn(text)).toEqual(wordsIn(`${text} –`));
    }),
  );
});
