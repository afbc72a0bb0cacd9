import type { Pending } from './message.js';

/** What this browser keeps: which chat is its own, and what is not sent yet. Shared by all tabs. */
const chatKey = 'parley:chat';
const outPrefix = 'parley:out:';

/** Where a browser keeps nothing (private windows of some), the page keeps it while it is open. */
const memory = new Map<string, string>();
const storage = openStorage();

function openStorage(): Storage | undefined {
  try {
    localStorage.setItem('parley:probe', '1');
    localStorage.removeItem('parley:probe');
    return localStorage;
  } catch {
    return undefined;
  }
}

function read(key: string): string | null {
  return storage ? storage.getItem(key) : (memory.get(key) ?? null);
}

function write(key: string, value: string): void {
  try {
    if (storage) storage.setItem(key, value);
    else memory.set(key, value);
  } catch {
    memory.set(key, value);
  }
}

function remove(key: string): void {
  storage?.removeItem(key);
  memory.delete(key);
}

export function chatId(): string | undefined {
  return read(chatKey) ?? undefined;
}

export function keepChatId(id: string): void {
  write(chatKey, id);
}

/**
 * The chat is gone: nothing of it stays.
 *
 * @returns false when another tab has begun a new one meanwhile: that stays
 */
export function forgetChat(id: string): boolean {
  const now = chatId();
  if (now !== undefined && now !== id) return false;
  for (const item of pending()) drop(item);
  remove(chatKey);
  return true;
}

/** What waits to be sent, oldest first. */
export function pending(): Pending[] {
  const stored = storage ? Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '') : [];
  return [...new Set([...stored, ...memory.keys()])]
    .filter((key) => key.startsWith(outPrefix))
    .sort()
    .flatMap((key) => parse(memory.get(key) ?? read(key)));
}

/** Each item has a key of its own, so that two tabs never write over each other. */
export function keep(item: Pending): void {
  write(outPrefix + item.order, JSON.stringify(item));
}

export function drop(item: Pending): void {
  remove(outPrefix + item.order);
}

export function isKept(item: Pending): boolean {
  return pending().some(({ id }) => id === item.id);
}

function parse(json: string | null): Pending[] {
  try {
    const item: unknown = JSON.parse(json ?? '');
    const whole =
      typeof item === 'object' && item !== null && 'id' in item && 'order' in item && 'text' in item;
    return whole ? [item as Pending] : [];
  } catch {
    return [];
  }
}

let counter = 0;

/** Sorts after everything this browser made before. */
export function nextOrder(): string {
  counter += 1;
  return `${String(Date.now()).padStart(15, '0')}.${String(counter).padStart(6, '0')}.${randomId().slice(0, 8)}`;
}

/** Works on plain http as well, where a browser has no `crypto.randomUUID`. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Calls back when another tab changed the chat or what waits. */
export function onOtherTab(changed: (what: 'chat' | 'pending') => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === chatKey || key === null) changed('chat');
    else if (key.startsWith(outPrefix)) changed('pending');
  });
}
