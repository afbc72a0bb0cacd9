import { describe, expect, it } from 'vitest';
import { fold, wordsIn } from '../../../flows/scoring/words.js';
import { lexicon } from './english.js';

describe('the English lexicon', () => {
  it('is sorted, each word once, in small letters', () => {
    const words = [...lexicon];
    expect(words).toEqual([...words].sort());
    expect(words.filter((word) => !/^[a-z]+('[a-z]+)*$/.test(word))).toEqual([]);
  });

  it('has words in the form answers are compared in', () => {
    expect([...lexicon].filter((word) => wordsIn(word).map(fold).join(' ') !== word)).toEqual([]);
  });

  it('has everyday words with their inflections', () => {
    const words =
      'a i is as am are was were eat eats ate eaten eating run runs ran running go goes went gone child children ' +
      'man men would could should colour color centre center cafe latte monday english okay ok email website app ' +
      "don't can't won't i'm i'd we're they've she's let's o'clock their there your its it's";
    expect(words.split(' ').filter((word) => !lexicon.has(word))).toEqual([]);
  });

  it('has none of the usual misspellings', () => {
    const misspellings =
      'recieve teh wuold definately seperate occured untill becuase beleive freind tommorow tommorrow writting ' +
      'wich thier alot goverment enviroment neccessary accomodation adress calender collegue concious embarass ' +
      'existance foriegn grammer happend hygeine immediatly independant knowlege libary noticable ocasion posession ' +
      'prefered probaly publically realy recomend rythm succesful suprise tendancy truely wierd cant wont dont ' +
      'didnt isnt hte adn yuo taht whta goed eated runned childs informations comed teached';
    expect(misspellings.split(' ').filter((word) => lexicon.has(word))).toEqual([]);
  });
});
