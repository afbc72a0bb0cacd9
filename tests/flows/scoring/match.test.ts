import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { match, prepare } from '../../../flows/scoring/match.js';
import { normalise, tidy } from '../../../flows/scoring/normalise.js';
import { fold } from '../../../flows/scoring/words.js';
import { englishIn, lexicon } from './english.js';

it('an answer is made ready by the rules, whether or not there is a contraction in it', () => {
  const word = fc.constantFrom(
    'I',
    "don't",
    'CANNOT',
    'cannot',
    "she's",
    'tea',
    'Café',
    'can',
    'not',
    "'tis",
    'a',
    'cànnot',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const text = words.join(' ');
      const { tidy: tidied, normal, long, short } = prepare(text);
      expect([tidied, normal]).toEqual([tidy(text), normalise(text)]);
      expect([short.folded.join(' '), long.folded.join(' ')]).toEqual([tidied, normal]);
    }),
  );
});

function verdict(written: string, expected: string, forgiven: string[] = []) {
  return match(prepare(written), [prepare(expected)], { words: englishIn(written), forgiven }).verdict;
}

describe('slips of the keyboard', () => {
  it.each([
    // neighbours exchanged
    ['wuold', 'would'],
    ['thier', 'their'],
    ['teh', 'the'],
    ['hte', 'the'],
    ['adn', 'and'],
    ['yuo', 'you'],
    ['recieve', 'receive'],
    ['freind', 'friend'],
    ['beleive', 'believe'],
    ['becuase', 'because'],
    ['taht', 'that'],
    ['whta', 'what'],
    ['ocffee', 'coffee'],
    ['si', 'is'],
    // a letter too few
    ['coffe', 'coffee'],
    ['cofee', 'coffee'],
    ['tomorow', 'tomorrow'],
    ['wich', 'which'],
    ['writen', 'written'],
    ['glas', 'glass'],
    ['alway', 'always'],
    ['woud', 'would'],
    ['becaus', 'because'],
    ['runing', 'running'],
    ['beautifl', 'beautiful'],
    ['brekfast', 'breakfast'],
    ['restarant', 'restaurant'],
    // a letter too many
    ['writting', 'writing'],
    ['watter', 'water'],
    ['untill', 'until'],
    ['comming', 'coming'],
    ['beautifull', 'beautiful'],
    ['thhe', 'the'],
    ['youu', 'you'],
    ['iss', 'is'],
    ['pleasse', 'please'],
    ['waiiter', 'waiter'],
    // another letter
    ['seperate', 'separate'],
    ['definitly', 'definitely'],
    ['grammer', 'grammar'],
    ['watet', 'water'],
    ['wouls', 'would'],
    ['plesse', 'please'],
    ['wiuld', 'would'],
    ['hospitsl', 'hospital'],
    ['fiften', 'fifteen'],
    ['fourty', 'forty'],
    // apostrophes forgotten or misplaced
    ['dont', "don't"],
    ["do'nt", "don't"],
    ['isnt', "isn't"],
    ['cant', "can't"],
    ['wont', "won't"],
    ['didnt', "didn't"],
    ['Im', "I'm"],
    ["we'er", "we're"],
    // in a sentence, in any case, with contractions of either side
    ['I wuold like a tea', 'I would like a tea'],
    ["I'd lkie a tea", 'I would like a tea'],
    ['I would like a coffe!', "I'd like a coffee."],
    ['WUOLD', 'would'],
    ['I dont know', "I don't know"],
    ['The chidlren are here', 'The children are here'],
  ])('%s for %s is forgiven', (written, expected) => {
    expect(verdict(written, expected)).toBe('typo');
  });

  it.each([
    // other English words
    ['as', 'is'],
    ['is', 'as'],
    ['run', 'ran'],
    ['ran', 'run'],
    ['eats', 'eat'],
    ['eat', 'eats'],
    ['could', 'would'],
    ['would', 'could'],
    ['world', 'would'],
    ['wood', 'would'],
    ['there', 'their'],
    ['form', 'from'],
    ['quite', 'quiet'],
    ['loose', 'lose'],
    ['than', 'then'],
    ['man', 'men'],
    ['on', 'no'],
    ['teas', 'tea'],
    ['like', 'likes'],
    ['liked', 'likes'],
    ['its', "it's"],
    ["it's", 'its'],
    ["we're", 'were'],
    ['were', "we're"],
    ["I'd", "I'm"],
    ["he'd", "he's"],
    ['mouse', 'house'],
    ['mother', 'other'],
    ['A glass of wader', 'A glass of cider'],
    // how learners get the language itself wrong
    ['informations', 'information'],
    ['advices', 'advice'],
    ['childrens', 'children'],
    ['comed', 'come'],
    ['comed', 'comes'],
    ['goed', 'goes'],
    ['gived', 'given'],
    ['eated', 'eaten'],
    ['taked', 'taken'],
    ["orange's", 'oranges'],
    ["want's", 'wants'],
    // short words
    ['mi', 'my'],
    ['de', 'the'],
    ['te', 'the'],
    ['th', 'the'],
    ['iz', 'is'],
    ['e', 'a'],
    ['aa', 'a'],
    ['y', 'I'],
    ['yu', 'you'],
    ['ar', 'are'],
    ['ned', 'and'],
    // numbers
    ['3', '4'],
    ['12', '21'],
    ['100', '1000'],
    ['7:30', '7:20'],
    ['3.50', '3.5'],
    ['2nd', '2md'],
    // more than one edit, more than one word, another number of words
    ['wudl', 'would'],
    ['wuodl', 'would'],
    ['I wuold lkie tea', 'I would like tea'],
    ['alot', 'a lot'],
    ['an other', 'another'],
    ['wo uld', 'would'],
    ['would would', 'would'],
    ['I', 'I would'],
    ['', 'would'],
  ])('%s for %s is a mistake', (written, expected) => {
    expect(verdict(written, expected)).toBe('wrong');
  });

  it('shows what differs, in the words as they are written', () => {
    const slip = { word: 'Would', writtenMarkup: 'w*_uo_*ld', wordMarkup: 'W*ou*ld' };
    expect(match(prepare('wuold you'), [prepare('Would you?')], { words: new Set(), forgiven: [] })).toEqual({
      verdict: 'typo',
      expected: 'Would you?',
      slip,
    });
  });

  it('forgives a word once, and still shows what differs', () => {
    const again = match(prepare('wolud'), [prepare('Would')], { words: new Set(), forgiven: ['would'] });
    expect(again).toMatchObject({
      verdict: 'wrong',
      expected: 'Would',
      slip: { writtenMarkup: 'wo*_lu_*d' },
    });
    expect(verdict('ocffee', 'coffee', ['would'])).toBe('typo');
    expect(verdict('acfé', 'café', ['café'])).toBe('wrong');
  });

  it('prefers a right answer to a slip, and a slip that is forgiven to one that is not', () => {
    const accepted = ['color', 'colour', 'colours'].map(prepare);
    const known = { words: new Set<string>(), forgiven: ['color'] };
    expect(match(prepare('Colour'), accepted, known)).toEqual({ verdict: 'right', expected: 'colour' });
    expect(match(prepare('coolor'), accepted, known).verdict).toBe('wrong');
    expect(match(prepare('coluor'), accepted, known)).toMatchObject({ verdict: 'typo', expected: 'colour' });
  });
});

describe('for any text', () => {
  const words = [...lexicon];
  const anyWord = fc.integer({ min: 0, max: words.length - 1 }).map((index) => words[index] ?? '');

  it('an English word is never taken for a slip', () => {
    const neighbours = anyWord.chain((word) =>
      fc.tuple(
        fc.constant(word),
        fc.integer({ min: 0, max: word.length }),
        fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz'"),
        fc.constantFrom('extra', 'missing', 'other', 'exchanged'),
      ),
    );
    let english = 0;
    fc.assert(
      fc.property(neighbours, ([word, at, letter, edit]) => {
        const [head, tail] = [word.slice(0, at), word.slice(at)];
        const written = {
          extra: head + letter + tail,
          missing: head + tail.slice(1),
          other: head + letter + tail.slice(1),
          exchanged: head + tail.charAt(1) + tail.charAt(0) + tail.slice(2),
        }[edit];
        if (lexicon.has(fold(written))) english += 1;
        if (lexicon.has(fold(written))) expect(verdict(written, word)).not.toBe('typo');
      }),
      { numRuns: 20_000 },
    );
    expect(english).toBeGreaterThan(1000);
  });

  it('never throws', () => {
    const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 50 }));
    fc.assert(
      fc.property(hostile, hostile, (written, expected) => {
        expect(['right', 'typo', 'wrong']).toContain(verdict(written, expected));
        expect(verdict(expected, expected)).toBe('right');
      }),
    );
  });
});
