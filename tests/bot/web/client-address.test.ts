import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../../bot/web/client-address.js';

describe('the address a client is counted under', () => {
  it('is the socket’s, whatever the header says, where no proxy is ours', () => {
    expect(clientAddress('203.0.113.9', '1.1.1.1', true)).toBe('203.0.113.9');
    expect(clientAddress('127.0.0.1', '1.1.1.1', false)).toBe('127.0.0.1');
    expect(clientAddress('127.0.0.1', undefined, true)).toBe('127.0.0.1');
  });

  it('is the last one a near proxy wrote', () => {
    for (const proxy of [
      '127.0.0.1',
      '::ffff:127.0.0.1',
      '::1',
      '10.1.2.3',
      '172.20.0.2',
      '192.168.1.1',
      'fd00::1',
    ]) {
      expect(clientAddress(proxy, '9.9.9.9, 1.1.1.1', true)).toBe('1.1.1.1');
    }
    expect(clientAddress('10.0.0.1', 'nonsense', true)).toBe('10.0.0.1');
  });

  it('is the network of 64 bits for IPv6', () => {
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:DB8:1:2:3:4:5:6']) {
      expect(clientAddress(address, undefined, false)).toBe('2001:db8:1:2::/64');
    }
    expect(clientAddress('::ffff:1.2.3.4', undefined, false)).toBe('1.2.3.4');
    expect(clientAddress(undefined, undefined, false)).toBe('unknown');
  });
});
