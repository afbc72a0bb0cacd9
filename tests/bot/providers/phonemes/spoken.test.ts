import { describe, expect, it } from 'vitest';
import { spoken } from '../../../../bot/providers/phonemes/english/spoken.js';
import { dictionary } from './files.js';

const known = (word: string) => dictionary.find(word).length > 0;
const saying = (token: string) => spoken(token, known).map((way) => way.join(' '));

describe('what is said for a token', () => {
  it.each([
    ['3', ['three']],
    ['0', ['zero', 'oh']],
    ['21', ['twenty one']],
    ['100', ['one hundred', 'a hundred']],
    ['305', ['three hundred and five', 'three hundred five', 'three oh five']],
    ['1999', ['nineteen ninety nine', 'one thousand nine hundred and ninety nine']],
    ['2005', ['two thousand and five', 'two thousand five', 'twenty oh five']],
    ['1900', ['nineteen hundred']],
    ['2,500', ['two thousand five hundred', 'twenty five hundred']],
    ['1,000,000', ['one million']],
    ['10:30', ['ten thirty', 'half past ten']],
    ['10:00', ['ten', "ten o'clock"]],
    ['7:05', ['seven oh five', 'five past seven']],
    ['9:40', ['nine forty', 'twenty to ten']],
    ['12:45', ['twelve forty five', 'quarter to one']],
    ['7.30', ['seven thirty', 'seven point three zero']],
    ['3.14', ['three point one four', 'three point fourteen']],
    ['£5', ['five pounds']],
    ['£1', ['one pound']],
    ['$5.50', ['five dollars fifty', 'five dollars and fifty cents', 'five fifty']],
    ['5€', ['five euros']],
    ['50%', ['fifty percent']],
    ['1st', ['first']],
    ['22nd', ['twenty second']],
    ['30th', ['thirtieth']],
    ['1990s', ['nineteen nineties']],
    ['5pm', ['five p m']],
    ['10:30am', ['ten thirty a m']],
    ['007', ['oh oh seven']],
    ['Mr', ['mister']],
    ['Dr', ['doctor', 'drive']],
    ['km', ['kilometers']],
    ['WLTM', ['w l t m']],
    ["xqz's", ["x q z's"]],
    ['NASA', ['nasa']],
    ['@', ['at']],
  ])('%s', (token, ways) => {
    expect(saying(token)).toEqual(expect.arrayContaining(ways));
  });

  it('has no more than a few ways', () => {
    for (const token of ['1999', '10:45', '$1,999.95', '1.2.3.4.5.6'])
      expect(saying(token).length).toBeLessThanOrEqual(6);
  });

  it('says the digits of what is too long for a number', () => {
    expect(saying('5551234567890')[0]).toMatch(/^five five five one two/);
  });
});
