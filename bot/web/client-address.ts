import { BlockList, isIP } from 'node:net';

/** Addresses from which a reverse proxy of our own may speak. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addSubnet('169.254.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whom a limit counts as one client. The socket's peer; behind a proxy of our own (a near peer, and a public
 * address is configured) the last entry of X-Forwarded-For, the only one that proxy wrote itself. An IPv6
 * client is its /64: it has all of that network's addresses.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  behindProxy: boolean,
): string {
  const socket = plain(peer ?? 'unknown');
  if (!behindProxy || forwardedFor === undefined || !isNear(socket)) return network(socket);
  const last = plain(forwardedFor.split(',').at(-1)?.trim() ?? '');
  return network(isIP(last) ? last : socket);
}

function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}

function isNear(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && near.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

function network(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':') + '::/64';
}
